//! Turns views into bytes.
//!
//! Cards and panels are rendered once and put into every page that shows them. A problem in a
//! template is a diagnostic that names the template, its line, the page and the entry behind it.

mod errors;

use std::collections::HashMap;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::config::Base;
use crate::diag::{Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::theme::{BUILT_IN_PREFIX, Icon, Theme};
use crate::view::{CardView, FacetPanel, SiteView, View};

use errors::Templates;

/// The templates of one theme, ready to use from every thread.
pub struct Renderer {
    tera: Tera,
    templates: Templates,
}

/// The parts of a page that were rendered before it.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub cards: Vec<Value>,
    pub panel: Option<Value>,
}

/// What the renderer is made for; it holds until one of these changes.
pub struct Setting<'s> {
    pub theme: &'s Theme,
    pub base: &'s Base,
    pub site: &'s SiteView,
    pub sources: &'s Sources,
}

impl Renderer {
    /// Compiles the templates. Reports every one that has a problem as `template`.
    pub fn new(setting: &Setting<'_>, diags: &mut Diagnostics) -> Self {
        let templates = Templates::new(setting.theme, setting.sources);
        let mut tera = empty(setting);
        tera.global_context().insert("site", setting.site);
        let mut good = Vec::new();
        for template in &setting.theme.templates {
            match templates.check_alone(template, || empty(setting)) {
                Some(problem) => diags.push(problem),
                None => good.push((template.name.as_str(), &*template.text)),
            }
        }
        if good.len() == setting.theme.templates.len()
            && let Err(error) = tera.add_raw_templates(good)
        {
            diags.push(templates.problem(&error, "default/base.html"));
        }
        Renderer { tera, templates }
    }

    /// Renders an opportunity in short.
    pub fn card(&self, card: &CardView) -> Result<Value, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("card", card);
        self.part("card.html", &context)
    }

    /// Renders the groups of links beside a list.
    pub fn panel(&self, panel: &FacetPanel) -> Result<Value, Box<Diagnostic>> {
        let context = self.context("facet_panel.html", panel)?;
        self.part("facet_panel.html", &context)
    }

    fn part(&self, template: &str, context: &Context) -> Result<Value, Box<Diagnostic>> {
        match self.tera.render(template, context) {
            Ok(html) => Ok(Value::safe_string(&html)),
            Err(error) => Err(Box::new(self.templates.problem(&error, template))),
        }
    }

    fn context(&self, template: &str, data: &impl Serialize) -> Result<Context, Box<Diagnostic>> {
        Context::from_serialize(data).map_err(|error| Box::new(self.templates.problem(&error, template)))
    }

    /// Renders one page; a view that is text already needs no template.
    pub fn page(&self, view: &View, parts: Parts, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        if let View::Text(text) = view {
            out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        let template = view.template().expect("every view but text has a template");
        let mut context = self.context(template, view)?;
        let cards = if matches!(view, View::Entry(_)) { "similar" } else { "cards" };
        context.insert_value(cards, Value::from(parts.cards));
        context.insert_value("panel", parts.panel.unwrap_or_else(|| Value::safe_string("")));
        self.tera.render_to(template, &context, out).map_err(|error| Box::new(self.templates.problem(&error, template)))
    }
}

/// How many pixels an icon is wide and high where a template does not say.
const ICON_SIZE: u32 = 20;

/// Returns an engine without templates: everything else must be there before they are added.
fn empty(setting: &Setting<'_>) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN_PREFIX]).expect("no template was added before");
    let hrefs: HashMap<String, Value> = setting
        .theme
        .assets
        .iter()
        .map(|asset| (asset.path.clone(), Value::normal_string(&setting.base.href(&asset.address))))
        .collect();
    let sheet = hrefs.get("icons.svg").and_then(Value::as_str).unwrap_or_default();
    let icon_hrefs: HashMap<String, Value> = setting
        .theme
        .icons
        .iter()
        .map(|icon| (icon.name.clone(), Value::normal_string(&format!("{sheet}#{}", icon.name))))
        .collect();
    let drawings: HashMap<String, Icon> =
        setting.theme.icons.iter().map(|icon| (icon.name.clone(), icon.clone())).collect();
    tera.register_function("asset", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let path: &str = kwargs.must_get("path")?;
        hrefs.get(path).cloned().ok_or_else(|| tera::Error::message(format!("the theme has no file `{path}`")))
    });
    tera.register_function("icon_href", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        icon_of(&icon_hrefs, &kwargs).cloned()
    });
    tera.register_function("icon_drawing", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let size: Option<u32> = kwargs.get("size")?;
        Ok(Value::safe_string(&icon_of(&drawings, &kwargs)?.drawing(size.unwrap_or(ICON_SIZE))))
    });
    // The engine's own filter of this name copies the text: a whole panel for each page.
    tera.register_filter("safe", |markup: Value, _: Kwargs, _: &State| -> Value { markup.mark_safe() });
    tera
}

/// Returns what stands for the icon that a template names, or for its `fallback`.
fn icon_of<'a, T>(icons: &'a HashMap<String, T>, kwargs: &Kwargs) -> TeraResult<&'a T> {
    let name: &str = kwargs.must_get("name")?;
    let fallback: Option<&str> = kwargs.get("fallback")?;
    let found = icons.get(name).or_else(|| icons.get(fallback?));
    found.ok_or_else(|| tera::Error::message(format!("the theme has no icon `{name}`")))
}
