//! Works out what the paths of a catalog imply: what they take, which ways lead through them, and
//! how roles hang together.
//!
//! What nobody stated is never zero here: it is counted apart, and a route that can avoid it does.

mod figures;
mod journeys;
mod routes;
mod search;

pub use figures::{Figures, Range};
pub use journeys::{Journey, journeys};
pub use routes::{
    Aim, Blocked, Limits, Pick, Route, Sums, Totals, Undone, every_step, route, together, totals, within,
};
pub use search::CHOICES_TRIED;
