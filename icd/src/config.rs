//! The configuration: one table of options, from which parsing, `mirrorcl help` and the manual come.
//!
//! An option is set by an environment variable or by a line `name = value` of a configuration file; the variable wins,
//! then the user's file (`$XDG_CONFIG_HOME/mirrorcl/config`, or what `MIRRORCL_CONFIG` names), then
//! `/etc/mirrorcl/config`, then the default. What is not understood is told in the log. A privileged process
//! (`AT_SECURE`) hears `/etc` alone.

use crate::log::{self, Level};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A row of the table of options.
#[derive(Debug, Clone, Copy)]
pub struct OptionRow {
    /// Its name in a configuration file.
    pub name: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// What its value looks like.
    pub form: &'static str,
    /// The default, in the same form.
    pub default: &'static str,
    /// What it does.
    pub doc: &'static str,
}

/// A type that an option may have.
trait OptionValue: Sized {
    const FORM: &'static str;

    fn parse(text: &str) -> Result<Self, String>;
}

macro_rules! options {
    ($($name:ident $variable:literal: $ty:ty = $default:literal, $doc:literal;)*) => {
        /// The options in force.
        #[derive(Debug, Clone)]
        pub struct Config {
            $(#[doc = $doc] pub $name: $ty,)*
        }

        /// Every option there is.
        pub const OPTIONS: &[OptionRow] = &[$(OptionRow {
            name: stringify!($name),
            variable: $variable,
            form: <$ty as OptionValue>::FORM,
            default: $default,
            doc: $doc,
        },)*];

        impl Config {
            /// Takes each option from `sources` (the first that has it and is understood), else its default.
            fn from_sources(sources: &[Source], complaints: &mut Vec<String>) -> Self {
                Self {
                    $($name: value(sources, stringify!($name), complaints).unwrap_or_else(|| {
                        <$ty as OptionValue>::parse($default).expect("defaults are tested")
                    }),)*
                }
            }
        }
    };
}

options! {
    log "MIRRORCL_LOG": Level = "warn",
        "How much the driver tells; debug shows each refused call with the clause that refused it.";
    log_file "MIRRORCL_LOG_FILE": Option<PathBuf> = "",
        "File that the log is appended to; empty for standard error.";
    devices "MIRRORCL_DEVICES": String = "",
        "The devices of the platform, separated by `;`; see docs/devices.md. Empty for one CPU device with a 46-bit address range.";
    compiler "MIRRORCL_COMPILER": Option<PathBuf> = "",
        "The mirrorcl-compiler program; empty to look beside libmirrorcl.so, then in its libexec folder.";
    compile_timeout "MIRRORCL_COMPILE_TIMEOUT": Seconds = "300",
        "Seconds after which a build is given up.";
    compile_memory "MIRRORCL_COMPILE_MEMORY": Bytes = "4G",
        "Memory that one build may use.";
    cache_dir "MIRRORCL_CACHE_DIR": Option<PathBuf> = "",
        "Folder of the program cache; empty for $XDG_CACHE_HOME/mirrorcl.";
    cache_size "MIRRORCL_CACHE_SIZE": Bytes = "1G",
        "Size that the program cache is kept under; 0 for no cache.";
    specialise "MIRRORCL_SPECIALISE": Specialise = "background",
        "When kernels that run for long are compiled again, some for the local size and the arguments that they run with; never, in the background, or first, which is for tests: the launch waits for it.";
    kernel_timeout "MIRRORCL_KERNEL_TIMEOUT": Seconds = "0",
        "Seconds after which a running kernel is ended and its command fails; 0 for no limit.";
    memory_guard "MIRRORCL_MEMORY_GUARD": Switch = "off",
        "Fences every SVM allocation and buffer with inaccessible pages and traps every access after it is freed.";
    memory_fill "MIRRORCL_MEMORY_FILL": Option<u8> = "",
        "Byte that freed memory is overwritten with; empty to leave its contents.";
    memory_keep "MIRRORCL_MEMORY_KEEP": Option<Bytes> = "",
        "Freed memory that is kept for the next allocations; empty for a sixteenth of the machine's, at most 512M.";
    memory_keep_time "MIRRORCL_MEMORY_KEEP_TIME": Seconds = "10",
        "Seconds after which kept memory that no allocation took is given back, while others are made and freed; 0 for no limit.";
    memory_granule "MIRRORCL_MEMORY_GRANULE": Bytes = "64K",
        "Allocations too long to share a slab start and end at multiples of this power of two.";
    memory_map "MIRRORCL_MEMORY_MAP": Option<PathBuf> = "",
        "File that the address map is written to, as JSON, when memory is refused; empty for none.";
    memory_huge_pages "MIRRORCL_MEMORY_HUGE_PAGES": Switch = "on",
        "Asks for huge pages under allocations of 2M and more.";
}

/// A number of bytes: `512`, `64K`, `16M`, `4G`, `1T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

/// A time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seconds(pub u64);

/// When kernels are specialised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Specialise {
    /// They are not.
    Never,
    /// While they run as they are.
    Background,
    /// Before they run.
    First,
}

impl OptionValue for Specialise {
    const FORM: &'static str = "never|background|first";

    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "never" => Ok(Self::Never),
            "background" => Ok(Self::Background),
            "first" => Ok(Self::First),
            _ => Err("expected never, background or first".to_owned()),
        }
    }
}

/// Something that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch(pub bool);

impl OptionValue for Switch {
    const FORM: &'static str = "on|off";

    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "on" | "1" => Ok(Self(true)),
            "off" | "0" => Ok(Self(false)),
            _ => Err("expected on or off".to_owned()),
        }
    }
}

impl OptionValue for Option<u8> {
    const FORM: &'static str = "0-255";

    fn parse(text: &str) -> Result<Self, String> {
        let number = |_| "expected a number from 0 to 255, perhaps 0x and two digits".to_owned();
        match text.strip_prefix("0x") {
            _ if text.is_empty() => Ok(None),
            Some(digits) => u8::from_str_radix(digits, 16).map(Some).map_err(number),
            None => text.parse().map(Some).map_err(number),
        }
    }
}

impl OptionValue for Option<Bytes> {
    const FORM: &'static str = Bytes::FORM;

    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "" => Ok(None),
            text => Bytes::parse(text).map(Some),
        }
    }
}

impl OptionValue for Level {
    const FORM: &'static str = "off|error|warn|info|debug|trace";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
    }
}

impl OptionValue for Option<PathBuf> {
    const FORM: &'static str = "path";

    fn parse(text: &str) -> Result<Self, String> {
        Ok((!text.is_empty()).then(|| PathBuf::from(text)))
    }
}

impl OptionValue for String {
    const FORM: &'static str = "text";

    fn parse(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl OptionValue for Seconds {
    const FORM: &'static str = "seconds";

    fn parse(text: &str) -> Result<Self, String> {
        text.parse()
            .map(Seconds)
            .map_err(|_| "expected a whole number of seconds".to_owned())
    }
}

impl OptionValue for Bytes {
    const FORM: &'static str = "bytes[K|M|G|T]";

    fn parse(text: &str) -> Result<Self, String> {
        parse_bytes(text).map(Bytes)
    }
}

/// Reads a number of bytes with an optional unit K, M, G or T (powers of 1024).
pub fn parse_bytes(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&text[..text.len() - 1], 10),
        Some(b'M') => (&text[..text.len() - 1], 20),
        Some(b'G') => (&text[..text.len() - 1], 30),
        Some(b'T') => (&text[..text.len() - 1], 40),
        _ => (text, 0),
    };
    digits
        .parse::<u64>()
        .ok()
        .and_then(|value| value.checked_mul(1 << shift))
        .ok_or_else(|| "expected a number of bytes, perhaps with K, M, G or T".to_owned())
}

/// One place that options come from.
#[derive(Debug)]
struct Source {
    title: String,
    values: BTreeMap<String, String>,
}

fn value<T: OptionValue>(
    sources: &[Source],
    name: &str,
    complaints: &mut Vec<String>,
) -> Option<T> {
    for source in sources {
        let Some(text) = source.values.get(name) else {
            continue;
        };
        match T::parse(text.trim()) {
            Ok(value) => return Some(value),
            Err(why) => {
                complaints.push(format!(
                    "{}: {name} = {text:?} is ignored: {why}",
                    source.title
                ));
            }
        }
    }
    None
}

/// The options among environment variables; unknown `MIRRORCL_*` ones become complaints.
fn environment(
    variables: impl Iterator<Item = (String, String)>,
    complaints: &mut Vec<String>,
) -> Source {
    let mut values = BTreeMap::new();
    for (key, text) in variables.filter(|(key, _)| key.starts_with("MIRRORCL_")) {
        match OPTIONS.iter().find(|row| row.variable == key) {
            Some(row) => {
                values.insert(row.name.to_owned(), text);
            }
            None if NOT_OPTIONS.iter().any(|prefix| key.starts_with(prefix)) => {}
            None => complaints.push(format!("environment: there is no option {key}")),
        }
    }
    Source {
        title: "environment".to_owned(),
        values,
    }
}

/// The options of a configuration file's text.
fn file(path: &Path, text: &str, complaints: &mut Vec<String>) -> Source {
    let title = path.display().to_string();
    let mut values = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let number = number + 1;
        match line
            .split_once('=')
            .map(|(key, text)| (key.trim(), text.trim()))
        {
            Some((key, text)) if OPTIONS.iter().any(|row| row.name == key) => {
                values.insert(key.to_owned(), text.to_owned());
            }
            Some((key, _)) => {
                complaints.push(format!("{title}:{number}: there is no option {key}"))
            }
            None => complaints.push(format!("{title}:{number}: expected `name = value`")),
        }
    }
    Source { title, values }
}

/// Variables that are no options of the driver: the name of the user's configuration file, and what the project's own tools use.
const NOT_OPTIONS: [&str; 7] = [
    CONFIG_VARIABLE,
    "MIRRORCL_COMPARE_",
    "MIRRORCL_CONFORMANCE_",
    "MIRRORCL_DRIVER",
    "MIRRORCL_LOADER",
    "MIRRORCL_PEERS",
    "MIRRORCL_TEST_",
];

/// The variable that names the user's configuration file.
const CONFIG_VARIABLE: &str = "MIRRORCL_CONFIG";

fn user_file() -> Option<(PathBuf, bool)> {
    if let Some(path) = std::env::var_os(CONFIG_VARIABLE) {
        return Some((path.into(), true));
    }
    let folder = std::env::var_os("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".config")))?;
    Some((folder.join("mirrorcl/config"), false))
}

fn read() -> (Config, Vec<String>) {
    let mut complaints = Vec::new();
    let mut sources = Vec::new();
    let mut files = Vec::new();
    if !crate::sys::is_privileged() {
        // Variables that are not Unicode cannot be options that are understood.
        let variables = std::env::vars_os()
            .filter_map(|(key, text)| Some((key.into_string().ok()?, text.into_string().ok()?)));
        sources.push(environment(variables, &mut complaints));
        files.extend(user_file());
    }
    files.push((PathBuf::from("/etc/mirrorcl/config"), false));
    for (path, must_exist) in files {
        match std::fs::read_to_string(&path) {
            Ok(text) => sources.push(file(&path, &text, &mut complaints)),
            Err(error) if must_exist => complaints.push(format!("{}: {error}", path.display())),
            Err(_) => {}
        }
    }
    (Config::from_sources(&sources, &mut complaints), complaints)
}

/// The configuration, read at the first call of the process.
pub fn get() -> &'static Config {
    static CONFIG: OnceLock<Config> = OnceLock::new();
    CONFIG.get_or_init(|| {
        let (config, complaints) = read();
        log::start(config.log, config.log_file.as_deref());
        for complaint in complaints {
            crate::log!(Warn, "{complaint}");
        }
        config
    })
}

/// The table of options as Markdown: docs/configuration.md, and what a help text says.
#[must_use]
pub fn table() -> String {
    let mut text =
        String::from("| option | variable | value | default | |\n|---|---|---|---|---|\n");
    for row in OPTIONS {
        let default = match row.default {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        let OptionRow {
            name,
            variable,
            form,
            doc,
            ..
        } = row;
        let form = form.replace('|', "\\|");
        text += &format!("| `{name}` | `{variable}` | `{form}` | {default} | {doc} |\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        pairs
            .iter()
            .map(|&(key, text)| (key.to_owned(), text.to_owned()))
            .collect::<Vec<_>>()
            .into_iter()
    }

    #[test]
    fn every_default_is_understood_and_every_row_is_complete() {
        let config = Config::from_sources(&[], &mut Vec::new());
        assert_eq!(
            (config.log, config.cache_size),
            (Level::Warn, Bytes(1 << 30))
        );
        for row in OPTIONS {
            assert_eq!(
                row.variable,
                format!("MIRRORCL_{}", row.name.to_uppercase())
            );
            assert!(row.doc.ends_with('.') && !row.form.is_empty());
        }
    }

    #[test]
    fn the_environment_wins_over_files_and_what_is_wrong_is_told() {
        let mut complaints = Vec::new();
        let sources = [
            environment(
                pairs(&[
                    ("MIRRORCL_LOG", "debug"),
                    ("MIRRORCL_CACHE_SIZE", "lots"),
                    ("MIRRORCL_COLOUR", "red"),
                    ("HOME", "/"),
                ]),
                &mut complaints,
            ),
            file(
                Path::new("f"),
                "# options\nlog = off\n cache_size = 2G\nspeed = 9\nwhat\n",
                &mut complaints,
            ),
        ];
        let config = Config::from_sources(&sources, &mut complaints);
        assert_eq!(
            (config.log, config.cache_size),
            (Level::Debug, Bytes(2 << 30))
        );
        assert_eq!(
            complaints,
            [
                "environment: there is no option MIRRORCL_COLOUR",
                "f:4: there is no option speed",
                "f:5: expected `name = value`",
                "environment: cache_size = \"lots\" is ignored: expected a number of bytes, perhaps with K, M, G or T",
            ]
        );
    }

    #[test]
    fn the_documentation_has_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
        let text = std::fs::read_to_string(path).unwrap();
        let (before, rest) = text.split_once("<!-- options -->\n").unwrap();
        let (listed, after) = rest.split_once("<!-- end -->").unwrap();
        if std::env::var_os("BLESS").is_some() {
            let text = format!("{before}<!-- options -->\n{}<!-- end -->{after}", table());
            std::fs::write(path, text).unwrap();
        } else {
            assert_eq!(listed, table(), "BLESS=1 writes it");
        }
    }

    #[test]
    fn switches_and_bytes_are_read() {
        assert_eq!(Switch::parse("on"), Ok(Switch(true)));
        assert!(Switch::parse("maybe").is_err());
        assert_eq!(Option::<u8>::parse(""), Ok(None));
        assert_eq!(Option::<u8>::parse("0xfe"), Ok(Some(0xfe)));
        assert_eq!(Option::<u8>::parse("7"), Ok(Some(7)));
        assert!(Option::<u8>::parse("256").is_err());
        assert_eq!(Option::<Bytes>::parse("2K"), Ok(Some(Bytes(2048))));
    }

    #[test]
    fn byte_counts_have_units_and_do_not_overflow() {
        assert_eq!(parse_bytes("3K"), Ok(3072));
        assert_eq!(parse_bytes("1t"), Ok(1 << 40));
        assert!(parse_bytes("99999999T").is_err());
        assert!(parse_bytes("").is_err() && parse_bytes("G").is_err());
    }
}
