//! The fixed lists of generated catalogs: topics, formats, levels, bodies, provider names.
//!
//! No text here holds a quotation mark or a backslash, so that it can stand in TOML as it is.

/// A term of a facet that the site file declares.
pub struct Term {
    /// Its id in addresses and front matter.
    pub id: &'static str,
    /// What people read.
    pub label: &'static str,
    /// The id of the term above it; empty at the top of the tree.
    pub parent: &'static str,
    /// Another word that means the same in a search; empty if there is none.
    pub synonym: &'static str,
}

const fn top(id: &'static str, label: &'static str) -> Term {
    Term { id, label, parent: "", synonym: "" }
}

const fn below(parent: &'static str, id: &'static str, label: &'static str, synonym: &'static str) -> Term {
    Term { id, label, parent, synonym }
}

/// The topics: six parents with four children each.
pub const TOPICS: [Term; 30] = [
    top("privacy-and-security", "Privacy and security"),
    below("privacy-and-security", "privacy-hipaa", "HIPAA privacy", "protected health information"),
    below("privacy-and-security", "release-of-information", "Release of information", "ROI"),
    below("privacy-and-security", "cybersecurity", "Cybersecurity", "infosec"),
    below("privacy-and-security", "breach-response", "Breach response", "incident"),
    top("coding-and-classification", "Coding and classification"),
    below("coding-and-classification", "inpatient-coding", "Inpatient coding", "ICD-10-PCS"),
    below("coding-and-classification", "outpatient-coding", "Outpatient coding", "CPT"),
    below("coding-and-classification", "risk-adjustment", "Risk adjustment", "HCC"),
    below("coding-and-classification", "clinical-documentation", "Clinical documentation", "CDI"),
    top("data-and-analytics", "Data and analytics"),
    below("data-and-analytics", "data-quality", "Data quality", ""),
    below("data-and-analytics", "sql-and-reporting", "SQL and reporting", "queries"),
    below("data-and-analytics", "statistics", "Statistics", ""),
    below("data-and-analytics", "data-visualization", "Data visualization", "charts"),
    top("revenue-cycle", "Revenue cycle"),
    below("revenue-cycle", "billing-basics", "Billing basics", "claims"),
    below("revenue-cycle", "denials-management", "Denials management", "appeals"),
    below("revenue-cycle", "charge-capture", "Charge capture", ""),
    below("revenue-cycle", "payer-policy", "Payer policy", "coverage"),
    top("information-governance", "Information governance"),
    below("information-governance", "record-retention", "Record retention", ""),
    below("information-governance", "terminology-standards", "Terminology standards", "SNOMED"),
    below("information-governance", "interoperability", "Interoperability", "FHIR"),
    below("information-governance", "patient-identity", "Patient identity", "MPI"),
    top("leadership-and-communication", "Leadership and communication"),
    below("leadership-and-communication", "team-leadership", "Team leadership", "supervision"),
    below("leadership-and-communication", "project-management", "Project management", ""),
    below("leadership-and-communication", "writing-for-work", "Writing for work", ""),
    below("leadership-and-communication", "presenting", "Presenting", "public speaking"),
];

/// The formats.
pub const FORMATS: [Term; 12] = [
    top("course", "Course"),
    top("webinar", "Webinar"),
    top("podcast", "Podcast"),
    top("journal", "Journal"),
    top("guide", "Guide"),
    top("conference", "Conference"),
    top("book", "Book"),
    top("video-series", "Video series"),
    top("workshop", "Workshop"),
    top("certification", "Certification"),
    top("community", "Community"),
    top("newsletter", "Newsletter"),
];

/// The formats that go on and have a time for one item instead of a time in all.
pub const CONTINUING: [&str; 4] = ["podcast", "journal", "community", "newsletter"];

/// The levels, easiest first.
pub const LEVELS: [Term; 3] =
    [top("beginner", "Beginner"), top("intermediate", "Intermediate"), top("advanced", "Advanced")];

/// Bodies that grant credits, with the name of their credit; each is a provider too.
pub const BODIES: [(&str, &str, &str); 3] =
    [("ahima", "AHIMA", "CEU"), ("aapc", "AAPC", "CEU"), ("himss", "HIMSS", "CE hour")];

/// First halves of provider names.
pub const PROVIDER_FIRST: [&str; 20] = [
    "Northfield",
    "Lakeside",
    "Harbor",
    "Prairie",
    "Summit",
    "Cedar",
    "Riverbend",
    "Granite",
    "Meadow",
    "Seaboard",
    "Highland",
    "Maple",
    "Coastal",
    "Redwood",
    "Valley",
    "Sterling",
    "Orchard",
    "Juniper",
    "Beacon",
    "Willow",
];

/// Second halves of provider names.
pub const PROVIDER_SECOND: [&str; 10] = [
    "Records Institute",
    "Health Academy",
    "Data School",
    "Coding College",
    "Learning Network",
    "Information Society",
    "Extension Service",
    "Training Center",
    "Open Campus",
    "Documentation Guild",
];
