//! Files for machines: the sitemap, `robots.txt`, the list of redirects.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::Views;
use crate::pages::{PageKey, SITEMAP_LIMIT, is_indexed};

/// The namespace of sitemaps (sitemaps.org, protocol 0.9).
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

impl Views<'_> {
    /// Returns the sitemap, or the index of its parts where one file may not hold all addresses.
    pub(super) fn sitemap(&self) -> String {
        let addresses = self.indexed();
        match addresses.len() <= SITEMAP_LIMIT {
            true => xml("urlset", "url", addresses),
            false => {
                let parts = 1..=addresses.len().div_ceil(SITEMAP_LIMIT);
                let address = |part| self.pages.address(self.catalog, &PageKey::SitemapPart(part));
                xml("sitemapindex", "sitemap", parts.map(|part| self.config.base.whole(&address(part))))
            }
        }
    }

    /// Returns one part of a large sitemap, counted from 1.
    pub(super) fn sitemap_part(&self, number: usize) -> String {
        let addresses = self.indexed().into_iter().skip((number - 1) * SITEMAP_LIMIT).take(SITEMAP_LIMIT);
        xml("urlset", "url", addresses)
    }

    /// Returns the whole addresses that search engines should know.
    fn indexed(&self) -> Vec<String> {
        let pages = self.pages.iter(self.catalog).into_iter();
        let indexed = pages.filter(|page| is_indexed(self.catalog, self.pages, &page.key));
        indexed.map(|page| self.config.base.whole(&page.address)).collect()
    }

    pub(super) fn robots(&self) -> String {
        let sitemap = self.pages.address(self.catalog, &PageKey::Sitemap);
        format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", self.config.base.whole(&sitemap))
    }

    /// Returns the old addresses and the new ones in the form that many static hosts read.
    pub(super) fn redirect_list(&self) -> String {
        let redirects = self.pages.redirects.iter();
        redirects.map(|it| format!("{} {} 301\n", self.href(&it.from), self.href(&it.to))).collect()
    }
}

fn xml(root: &str, item: &str, addresses: impl IntoIterator<Item = String>) -> String {
    let mut writer = Writer::new(Vec::new());
    write(&mut writer, root, item, addresses).expect("memory takes every byte");
    String::from_utf8(writer.into_inner()).expect("XML of text is text")
}

/// Writes one address a line.
fn write(
    writer: &mut Writer<Vec<u8>>,
    root: &str,
    item: &str,
    addresses: impl IntoIterator<Item = String>,
) -> io::Result<()> {
    let newline = || Event::Text(BytesText::from_escaped("\n"));
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(newline())?;
    writer.write_event(Event::Start(BytesStart::new(root).with_attributes([("xmlns", NAMESPACE)])))?;
    writer.write_event(newline())?;
    for address in addresses {
        writer.create_element(item).write_inner_content(|writer| {
            writer.create_element("loc").write_text_content(BytesText::new(&address))?;
            Ok(())
        })?;
        writer.write_event(newline())?;
    }
    writer.write_event(Event::End(BytesEnd::new(root)))?;
    writer.write_event(newline())
}
