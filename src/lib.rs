//! Milepost makes a website of learning opportunities from a folder of Markdown and TOML.
//!
//! Between "files in" and "site out" everything is pure computation: no disk, no network, no
//! clock, no printing. Checking, testing, serving and fast rebuilding all rest on that.
//!
//! ```text
//!    site.toml            content/**                  themes/<name>/**, over the built-in theme
//!        |                     |                                  |
//!        |                  source   every input's text,        theme ------.
//!        v                     v     and where a byte is          |         |
//!     config                 entry   one file -> its entries      |         |
//!        '----> catalog <------'     all entries, linked, checked |         |     every stage
//!                  |  \                                           |         |          |
//!                  |   browse        lists and counts             |         |          '--> diag
//!                  |   guide         ways through paths           |         |     problems, carried
//!                  |  /                                           |         |
//!                pages               which pages exist, and where |         |     beside the data
//!                  |  \                                           |         |
//!                  |   link          what authors linked to       |         |
//!                view                what one page shows, as data |         |
//!                  '---------------> render <---------------------'---------'
//!                                      |
//!                        one page (serve)  or  all of them (build, check)
//!
//!    build = runs the column above and keeps what still holds.      cli = arguments, terminal.
//!    publish = puts the files on disk, whole or not at all.
//! ```
//!
//! A module imports only from the rows above it; `source`, `diag`, `value` and `record` are open
//! to all. `tests/suite/shape.rs` holds that.
//!
//! | Module | Its one job | Never |
//! | --- | --- | --- |
//! | [`source`] | holds each input's text; turns bytes into line and column | anything of ours |
//! | [`diag`] | says what is wrong, where, what to do next | a terminal |
//! | [`value`] | values with a unit: money, minutes, ids, addresses | a table |
//! | [`record`] | reads a TOML table against its list of fields | what a field means |
//! | [`config`] | `site.toml` as typed values | entries |
//! | [`entry`] | reads one file into its entries, from its bytes alone | another file, the disk |
//! | [`theme`] | finds templates, styles, icons: the site's own, then the built-in | the catalog |
//! | [`catalog`] | links entries into one checked whole | addresses, HTML |
//! | [`guide`] | works out what paths imply: totals, routes, journeys | pages |
//! | [`browse`] | filtering and counts, the same as the page script's | pages |
//! | [`pages`] | decides which pages exist and where | templates, the disk |
//! | [`link`] | checks the links that authors wrote | how pages are made |
//! | [`data`] | the facts that the page scripts fetch, compact | templates, the disk |
//! | [`view`] | what a page shows, serialisable, prose as HTML | the template engine |
//! | [`render`] | turns views into bytes | the catalog |
//! | [`build`] | runs the stages in order, keeps what is still true | printing, writing, serving |
//! | [`publish`] | puts a site on disk, whole or not at all | pages, the catalog |
//! | [`serve`] | watches, rebuilds, renders the page asked for | publishing |
//! | [`cli`] | arguments, terminal, exit code; a file for each command | rules about content |
//!
//! Two ideas carry the rest. *A stage gives back a value and problems, never one or the other*, so
//! one run tells an editor everything. *A page's stamp is the digest of its view*: a template gets
//! data and cannot ask for more, so a page is rendered again exactly when what it shows changed,
//! and nobody has to remember which page depends on which file.

pub mod source;
pub mod diag;
pub mod value;
pub mod record;
pub mod config;
pub mod entry;
pub mod theme;
pub mod catalog;
pub mod guide;
pub mod browse;
pub mod pages;
pub mod link;
pub mod data;
pub mod view;
pub mod render;
pub mod build;
pub mod publish;
pub mod serve;
pub mod cli;
