//! `site.toml` as typed values.
//!
//! Every setting has a default but the title, so a broken file still gives a usable config and
//! the rest of the site can be checked against it.

mod fields;

use crate::diag::{self, Diagnostic, Diagnostics};
use crate::record::{Contact, FromToml, Lexeme, Mended, Name, Reader, Refusal, parsed};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::value::{Currency, Money, OutsideUrl, Zone};

pub use fields::{BUDGETS, FACET, SITE, TERM};

/// The settings of one site.
#[derive(Clone, Debug)]
pub struct SiteConfig {
    pub title: String,
    /// Who runs the catalog; shown under the title.
    pub organization: Option<String>,
    /// Up to four letters on the plaque in the header.
    pub short: Option<String>,
    pub description: Option<String>,
    pub base: Base,
    /// A BCP 47 tag such as `en` or `en-US`.
    pub language: String,
    pub zone: Zone,
    pub currency: Currency,
    /// At or under this a price is low.
    pub low_cost: Money,
    /// Cards on one page of a list.
    pub page_size: usize,
    pub theme: String,
    /// Where the theme is named; nothing when it is the default's turn.
    pub theme_span: Option<Span>,
    /// The output folder, relative to the site folder.
    pub output: String,
    /// Pairs of facet ids whose terms get pages of their own; `None` leaves the choice to Milepost.
    pub pairs: Option<Vec<[Spanned<Name>; 2]>>,
    pub facets: Vec<FacetDef>,
    pub budgets: Budgets,
    /// Where readers report a problem: an e-mail or a web address.
    pub contact: Option<String>,
    /// Days after which a check of an entry counts as old.
    pub stale_after: u32,
    /// False when facets or terms may be missing because `site.toml` could not be read whole, so
    /// that what is missing is not reported again in every entry.
    pub has_all_facets: bool,
}

/// Where the site will be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// `https://host`, without a slash at its end.
    pub origin: String,
    /// `/` or `/a/b/`: starts and ends with a slash.
    pub path: String,
}

impl Base {
    /// Takes `https://host/a/b` with or without a slash at its end.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        OutsideUrl::parse(text)?;
        let url = url::Url::parse(text).map_err(|_| "is not a whole web address")?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err("has a query or a fragment");
        }
        let mut path = url.path().to_owned();
        if !path.ends_with('/') {
            path.push('/');
        }
        Ok(Base { origin: url.origin().ascii_serialization(), path })
    }

    /// Returns the link to an address of the site from any of its pages.
    pub fn href(&self, address: &str) -> String {
        format!("{}{}", self.path, address.trim_start_matches('/'))
    }

    /// Returns the whole web address of an address of the site.
    pub fn whole(&self, address: &str) -> String {
        format!("{}{}", self.origin, self.href(address))
    }
}

/// What a site says of one facet.
#[derive(Clone, Debug)]
pub struct FacetDef {
    pub id: Spanned<Name>,
    pub label: Option<String>,
    pub is_hidden: bool,
    /// For a facet of the site's own: the key under `[extra]`.
    pub field: Option<Spanned<String>>,
    pub terms: Vec<TermDef>,
}

/// What a site says of one term.
#[derive(Clone, Debug)]
pub struct TermDef {
    pub id: Spanned<Name>,
    pub label: Option<String>,
    pub description: Option<String>,
    pub parent: Option<Spanned<Name>>,
    /// Other words and acronyms that readers search with.
    pub synonyms: Vec<String>,
}

/// Upper limits in bytes; a build that makes something larger fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budgets {
    /// One HTML page.
    pub page: u32,
    /// All styles together.
    pub styles: u32,
    /// All scripts together.
    pub scripts: u32,
    /// What the catalog page fetches before it can filter.
    pub data: u32,
}

impl Default for Budgets {
    fn default() -> Self {
        Budgets { page: 400_000, styles: 60_000, scripts: 120_000, data: 1_000_000 }
    }
}

impl Default for SiteConfig {
    fn default() -> Self {
        SiteConfig {
            title: "Learning catalog".to_owned(),
            organization: None,
            short: None,
            description: None,
            base: Base { origin: "http://localhost".to_owned(), path: "/".to_owned() },
            language: "en".to_owned(),
            zone: Zone::utc(),
            currency: Currency::USD,
            low_cost: Money { minor: 5000, currency: Currency::USD },
            page_size: 48,
            theme: "default".to_owned(),
            theme_span: None,
            output: "public".to_owned(),
            pairs: None,
            facets: Vec::new(),
            budgets: Budgets::default(),
            contact: None,
            stale_after: 180,
            has_all_facets: false,
        }
    }
}

/// Reads `site.toml`. Reports the codes of [`crate::record`], `bad-url`, `bad-time-zone`,
/// `bad-money` and `bad-value`.
pub fn read(file: FileId, sources: &Sources, diags: &mut Diagnostics) -> SiteConfig {
    let mended = Mended::new(sources.text(file), file, 0, diags);
    let document = mended.document();
    let mut reader = document.reader(&SITE, diags);
    let defaults = SiteConfig::default();
    let (facets, has_all_facets) = read_all_facets(&mut reader);
    let theme = reader.get::<Name>("theme");
    let currency = reader.value("currency").unwrap_or(defaults.currency);
    SiteConfig {
        title: reader.value("title").unwrap_or(defaults.title),
        organization: reader.value("organization"),
        short: reader.value::<Short>("short").map(|short| short.0),
        description: reader.value("description"),
        base: reader.value::<Base>("base_url").unwrap_or(defaults.base),
        language: reader.value::<Language>("language").map_or(defaults.language, |language| language.0),
        zone: reader.value("timezone").unwrap_or(defaults.zone),
        currency,
        low_cost: read_low_cost(&mut reader, currency),
        page_size: reader.value::<PageSize>("page_size").map_or(defaults.page_size, |size| size.0),
        theme_span: theme.as_ref().map(|name| name.span),
        theme: theme.map_or(defaults.theme, |name| name.value.0),
        output: reader.value::<Folder>("output").map_or(defaults.output, |folder| folder.0),
        pairs: reader.has("pairs").then(|| read_pairs(&mut reader)),
        facets,
        has_all_facets,
        budgets: read_budgets(&mut reader),
        contact: reader.value("contact").map(|Contact(address)| address),
        stale_after: reader.value("stale_after").unwrap_or(defaults.stale_after),
    }
}

fn read_low_cost(reader: &mut Reader, currency: Currency) -> Money {
    let fallback = Money { minor: 50 * 10_i64.pow(currency.digits()), currency };
    let Some(lexeme) = reader.get::<Lexeme>("low_cost") else { return fallback };
    Money::parse(&lexeme.value.0, currency).unwrap_or_else(|why| {
        let problem = Diagnostic::new(&diag::BAD_MONEY, lexeme.span, format!("`low_cost` {why}: {}", lexeme.value.0));
        reader.diags.push(problem.help(format!("write an amount in {}, such as `50`", currency.code())));
        fallback
    })
}

fn read_pairs(reader: &mut Reader) -> Vec<[Spanned<Name>; 2]> {
    let mut pairs = Vec::new();
    for group in reader.groups::<Name>("pairs") {
        let Some(first) = group.first().map(|name| name.span) else { continue };
        match <[Spanned<Name>; 2]>::try_from(group) {
            Ok(pair) => pairs.push(pair),
            Err(_) => {
                let problem = Diagnostic::new(&diag::BAD_VALUE, first, "a pair names two facets");
                reader.diags.push(problem.help("write it as `[\"cost\", \"topic\"]`"));
            }
        }
    }
    pairs
}

/// Reads the facets and tells whether all are there: none refused, none under a misspelt heading.
fn read_all_facets(reader: &mut Reader) -> (Vec<FacetDef>, bool) {
    let refusals = |reader: &Reader| reader.diags.iter().filter(|problem| problem.code != &diag::DUPLICATE_ID).count();
    let has_unknown_key = reader.diags.iter().any(|problem| problem.code == &diag::UNKNOWN_KEY);
    let before = refusals(reader);
    let facets = read_facets(reader);
    let is_misspelt = facets.is_empty() && has_unknown_key;
    let is_whole = refusals(reader) == before && !is_misspelt && !reader.is_broken();
    (facets, is_whole)
}

fn read_facets(reader: &mut Reader) -> Vec<FacetDef> {
    let mut facets: Vec<FacetDef> = Vec::new();
    reader.tables("facets", &FACET, |mut facet| {
        let Some(id) = facet.get::<Name>("id") else { return };
        if let Some(first) = facets.iter().find(|known| known.id.value == id.value) {
            facet.diags.push(twice("facet", &id, &first.id));
            return;
        }
        let def = FacetDef {
            label: facet.value("label"),
            is_hidden: facet.value("hidden").unwrap_or(false),
            field: facet.get("field"),
            terms: read_terms(&mut facet),
            id,
        };
        facets.push(def);
    });
    facets
}

fn read_terms(facet: &mut Reader) -> Vec<TermDef> {
    let mut terms: Vec<TermDef> = Vec::new();
    facet.tables("terms", &TERM, |mut term| {
        let Some(id) = term.get::<Name>("id") else { return };
        if let Some(first) = terms.iter().find(|known| known.id.value == id.value) {
            term.diags.push(twice("term", &id, &first.id));
            return;
        }
        terms.push(TermDef {
            label: term.value("label"),
            description: term.value("description"),
            parent: term.get("parent"),
            synonyms: term.list("synonyms").into_iter().map(|word: Spanned<String>| word.value).collect(),
            id,
        });
    });
    terms
}

fn twice(what: &str, again: &Spanned<Name>, first: &Spanned<Name>) -> Diagnostic {
    Diagnostic::new(&diag::DUPLICATE_ID, again.span, format!("two {what}s are named `{}`", again.value.0))
        .label("again here")
        .also(first.span, "first here")
}

fn read_budgets(reader: &mut Reader) -> Budgets {
    let defaults = Budgets::default();
    let Some(mut table) = reader.table("budgets", &BUDGETS) else { return defaults };
    Budgets {
        page: table.value("page").unwrap_or(defaults.page),
        styles: table.value("styles").unwrap_or(defaults.styles),
        scripts: table.value("scripts").unwrap_or(defaults.scripts),
        data: table.value("data").unwrap_or(defaults.data),
    }
}

impl FromToml for Base {
    const SHAPE: &'static str = "a web address in quotes";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or(Refusal::Type)?;
        Base::parse(text).map_err(|why| {
            Refusal::value(&diag::BAD_URL, why, "write where the site will stand: `https://example.org/learn/`")
        })
    }
}

struct Language(String);

impl FromToml for Language {
    const SHAPE: &'static str = "a language tag in quotes";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_VALUE, "write a language tag such as `en`, `en-US` or `fr`", |text| {
            let mut parts = text.split('-');
            let is_language = parts.next().is_some_and(|part| {
                (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
            });
            let are_subtags = parts
                .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            (is_language && are_subtags).then(|| Language(text.to_owned()))
        })
    }
}

struct Short(String);

impl FromToml for Short {
    const SHAPE: &'static str = "a text in quotes";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_VALUE, "one to four letters fit on the plaque", |text| {
            ((1..=4).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric))
                .then(|| Short(text.to_owned()))
        })
    }
}

struct PageSize(usize);

impl FromToml for PageSize {
    const SHAPE: &'static str = "a whole number";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        let size = u32::from_toml(value)?;
        if !(1..=500).contains(&size) {
            let help = "write how many entries one page shows: 1 to 500, 48 when the key is left out";
            return Err(Refusal::value(&diag::BAD_VALUE, format!("cannot be {size}"), help));
        }
        Ok(PageSize(size as usize))
    }
}

struct Folder(String);

impl FromToml for Folder {
    const SHAPE: &'static str = "a folder in quotes";

    fn from_toml(value: &toml::de::DeValue<'_>) -> Result<Self, Refusal> {
        parsed(value, &diag::BAD_VALUE, "write a folder, such as `public`", |text| {
            (!text.trim().is_empty() && !text.contains('\0')).then(|| Folder(text.to_owned()))
        })
    }
}
