//! Runs the program as a person or a script would.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The path of the program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_milepost");

/// Variables of the surroundings that change what the program says.
pub const SILENCED: [&str; 6] = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "RUST_BACKTRACE", "RUST_LOG"];

/// The program, about to be run in a folder.
pub struct Program {
    command: Command,
}

/// How a run ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Program {
    pub fn at(folder: &Path) -> Self {
        let mut command = Command::new(PROGRAM);
        command.current_dir(folder);
        for variable in SILENCED {
            command.env_remove(variable);
        }
        Program { command }
    }

    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.command.env(variable, value);
        self
    }

    pub fn run(mut self, arguments: &[impl AsRef<OsStr>]) -> Run {
        let output = self.command.args(arguments).output().expect("the program can be started");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        let code = output.status.code().expect("the program ends by itself");
        Run { code, out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    #[track_caller]
    pub fn expect_code(self, code: i32) -> Run {
        assert_eq!(self.code, code, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }
}

/// Runs the program in a folder.
pub fn milepost(folder: &Path, arguments: &[&str]) -> Run {
    Program::at(folder).run(arguments)
}

/// Returns the output folder of a site that names no other.
pub fn public(root: &Path) -> PathBuf {
    root.join("public")
}
