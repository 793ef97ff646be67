//! The data that the page scripts fetch, each part made when it is first asked for.

use std::sync::OnceLock;

use super::Site;
use crate::data::{self, Blocks, DataFile, Tables, search};
use crate::diag::{self, Diagnostic};

/// What was made of the data so far.
#[derive(Default)]
pub(super) struct Kept {
    tables: OnceLock<Tables>,
    blocks: OnceLock<Blocks>,
    search_stamp: OnceLock<u128>,
    search: OnceLock<Vec<DataFile>>,
}

/// One file of the data and where it stands.
#[derive(Clone, Debug)]
pub struct DataPage {
    /// The path below the output folder.
    pub path: String,
    /// Digest of what it is made from.
    pub stamp: u128,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Index,
    /// By its number in [`Tables::files`].
    Table(usize),
    /// By its number in [`Blocks`].
    Cards(usize),
    /// By its number among the files of the search.
    Search(usize),
}

impl DataPage {
    fn new(name: &str, stamp: u128, part: Part) -> Self {
        DataPage { path: path(name), stamp, part }
    }
}

/// Returns the path below the output folder of a name below the folder of the data.
fn path(name: &str) -> String {
    format!("{}{name}", data::FOLDER.trim_start_matches('/'))
}

impl Site<'_> {
    /// Returns every file of the data but those of the search, each once, in a fixed order. Renders no card.
    pub fn data(&self) -> Vec<DataPage> {
        let (tables, blocks) = (self.tables(), self.blocks());
        let tables = tables.files.iter().enumerate();
        let tables = tables.map(|(number, file)| DataPage::new(&file.name, file.digest, Part::Table(number)));
        let blocks = (0..blocks.len())
            .map(|number| DataPage::new(&blocks.name(number), blocks.digest(number), Part::Cards(number)));
        let index = self.index();
        std::iter::once(DataPage::new(&index.name, index.digest, Part::Index)).chain(tables).chain(blocks).collect()
    }

    /// Finds the file of the data at an address.
    pub fn find_data(&self, address: &str) -> Option<DataPage> {
        let name = address.strip_prefix(data::FOLDER)?;
        if address == data::INDEX {
            return Some(DataPage::new(name, self.index().digest, Part::Index));
        }
        let stamp = self.search_stamp();
        if name.starts_with(&search::folder(stamp)) {
            let number = self.kept_search().iter().position(|file| file.name == name)?;
            return Some(DataPage::new(name, stamp, Part::Search(number)));
        }
        if let Some(block) = self.blocks().find(name) {
            return Some(DataPage::new(name, self.blocks().digest(block), Part::Cards(block)));
        }
        let number = self.tables().files.iter().position(|file| file.name == name)?;
        Some(DataPage::new(name, self.tables().files[number].digest, Part::Table(number)))
    }

    /// Makes the text of a file of the data.
    pub fn data_text(&self, page: &DataPage) -> Result<String, Box<Diagnostic>> {
        match page.part {
            Part::Index => Ok(self.index().text),
            Part::Table(number) => Ok(self.tables().files[number].text.clone()),
            Part::Search(number) => Ok(self.kept_search()[number].text.clone()),
            Part::Cards(number) => {
                let cards: Result<Vec<_>, _> =
                    self.blocks().entries(number).into_iter().map(|id| self.card(id)).collect();
                let cards = cards?;
                let texts: Vec<&str> = cards.iter().map(|card| card.as_str().unwrap_or_default()).collect();
                Ok(data::block(&texts))
            }
        }
    }

    /// Reports data that is larger than the site's budget.
    pub fn data_over_budget(&self) -> Option<Diagnostic> {
        let limit = self.prepared().config.budgets.data;
        let bytes = self.index().text.len() + self.tables().first_bytes();
        (bytes > limit as usize).then(|| {
            let headline =
                format!("the data that the catalog page fetches first takes {bytes} bytes, over the budget of {limit}");
            Diagnostic::new(&diag::OVER_BUDGET, self.site_file(), headline)
                .help("hide facets that nobody needs, or raise `data` under `[budgets]` in site.toml")
        })
    }

    /// Returns the digest of what the search rests on: the stamp of all its files.
    pub fn search_stamp(&self) -> u128 {
        *self.kept_data().search_stamp.get_or_init(|| search::stamp(&self.prepared().catalog))
    }

    /// Returns the folder, below that of the output, in which all files of the search lie, and no other.
    pub fn search_folder(&self) -> String {
        path(&search::folder(self.search_stamp()))
    }

    /// Makes the files of the search on all threads: the path below the output folder and the text of each.
    ///
    /// Nothing of it is kept.
    pub fn search(&self) -> Vec<(String, String)> {
        let files = search::files(&self.prepared().catalog, self.search_stamp());
        files.into_iter().map(|file| (path(&file.name), file.text)).collect()
    }

    fn kept_search(&self) -> &[DataFile] {
        let make = || search::files(&self.prepared().catalog, self.search_stamp());
        self.kept_data().search.get_or_init(make)
    }

    fn index(&self) -> DataFile {
        data::index(&self.prepared().catalog, self.tables(), self.blocks(), self.search_stamp())
    }

    fn tables(&self) -> &Tables {
        self.kept_data().tables.get_or_init(|| Tables::new(&self.prepared().catalog))
    }

    fn blocks(&self) -> &Blocks {
        let listed = self.prepared().catalog.listed;
        self.kept_data().blocks.get_or_init(|| Blocks::new(listed, |cards| self.cards_stamp(cards)))
    }
}
