//! The driver under test: where it is, and the environment that makes the loader find it alone.

use crate::case::{CASE_VARIABLE, Case};
use mirrorcl_conformance::cl::il;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The built driver, registered in a vendor folder of its own.
pub(crate) struct Driver {
    library: PathBuf,
    folder: PathBuf,
}

impl Driver {
    /// Finds the driver and writes the registration.
    ///
    /// # Errors
    /// A text for the user when there is no driver or the folder can't be written.
    pub(crate) fn prepare() -> Result<Self, String> {
        let library = find_library()?;
        let folder =
            std::env::temp_dir().join(format!("mirrorcl-conformance-{}", std::process::id()));
        let vendors = folder.join("vendors");
        std::fs::create_dir_all(&vendors)
            .and_then(|()| {
                std::fs::write(
                    vendors.join("mirrorcl.icd"),
                    format!("{}\n", library.display()),
                )
            })
            .map_err(|error| format!("{}: {error}", vendors.display()))?;
        Ok(Self { library, folder })
    }

    /// The command that runs one case in a child.
    pub(crate) fn command(&self, case: &Case) -> Command {
        let this = std::env::current_exe().expect("a running program has a path");
        let mut command = Command::new(this);
        command
            .env(CASE_VARIABLE, case.full_name())
            .env("OCL_ICD_VENDORS", self.folder.join("vendors"))
            .env("OCL_ICD_FILENAMES", &self.library)
            .env("MIRRORCL_CACHE_DIR", self.folder.join("cache"))
            .env("RUST_BACKTRACE", "1")
            .env_remove("MIRRORCL_DEVICES")
            .env_remove(il::VARIABLE);
        if case.il {
            command.env(il::VARIABLE, "1");
        }
        if case.specialised {
            command.env("MIRRORCL_SPECIALISE", "first");
        }
        if let Some(devices) = case.devices {
            command.env("MIRRORCL_DEVICES", devices);
        }
        command
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Leaving a temporary folder behind is harmless.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn find_library() -> Result<PathBuf, String> {
    if let Some(named) = std::env::var_os("MIRRORCL_DRIVER") {
        return std::fs::canonicalize(&named)
            .map_err(|error| format!("{}: {error}", Path::new(&named).display()));
    }
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    this.ancestors()
        .map(|folder| folder.join("libmirrorcl.so"))
        .find(|path| path.exists())
        .ok_or_else(|| {
            "libmirrorcl.so is not built (cargo build --release -p mirrorcl-icd)".to_owned()
        })
}
