//! Values with a unit: money, time needed, credits, names and outside addresses.
//!
//! Each is parsed or refused, never guessed. What an author left out is `None` where the value is
//! held, never a zero.

mod html;
mod money;
mod name;
mod time;
mod zone;

pub use html::escape;
pub use money::{Currency, Money};
pub use name::{OutsideUrl, is_id, slug};
pub use time::{Amount, Effort, Minutes, Per, TimeNeeded, Unit};
pub use zone::Zone;
