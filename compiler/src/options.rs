//! Build and link options, as OpenCL 3.0 §5.8.6 and §5.8.7 have them.

use std::fmt;

/// Options of clBuildProgram and clCompileProgram.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompileOptions {
    /// `-D`: `name` or `name=definition`.
    pub defines: Vec<String>,
    /// `-I`.
    pub include_directories: Vec<String>,
    /// `-cl-std`, times 100.
    pub version: Option<u32>,
    /// `-cl-single-precision-constant`.
    pub single_precision_constant: bool,
    /// `-cl-fp32-correctly-rounded-divide-sqrt`.
    pub correctly_rounded: bool,
    /// `-cl-opt-disable`.
    pub opt_disable: bool,
    /// `-cl-uniform-work-group-size`.
    pub uniform_work_group_size: bool,
    /// The options that clLinkProgram takes too.
    pub math: MathOptions,
    /// `-w`, `-Werror`.
    pub warnings: Warnings,
    /// `-g`.
    pub debug: bool,
}

/// Options that trade accuracy and guarantees for speed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MathOptions {
    /// `-cl-denorms-are-zero`.
    pub denorms_are_zero: bool,
    /// `-cl-mad-enable` (not a link option).
    pub mad_enable: bool,
    /// `-cl-no-signed-zeros`.
    pub no_signed_zeros: bool,
    /// `-cl-unsafe-math-optimizations`.
    pub unsafe_math: bool,
    /// `-cl-finite-math-only`.
    pub finite_math: bool,
    /// `-cl-fast-relaxed-math`.
    pub fast_relaxed: bool,
    /// `-cl-no-subgroup-ifp`.
    pub no_subgroup_ifp: bool,
}

/// What becomes of warnings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Warnings {
    /// They are in the log.
    #[default]
    Shown,
    /// `-w`.
    Hidden,
    /// `-Werror`.
    Errors,
}

/// Options of clLinkProgram.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkOptions {
    /// `-create-library`.
    pub create_library: bool,
    /// `-enable-link-options`.
    pub enable_link_options: bool,
    /// Math options, which change a library that allows it.
    pub math: MathOptions,
}

/// Why options are refused; displayed as a line of the build log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionError {
    /// No option of OpenCL's.
    Unknown(String),
    /// The option's argument is missing or malformed.
    BadArgument(String),
    /// A quote that is not closed.
    OpenQuote,
    /// What the option asks for, this device does not have.
    Unsupported(String),
    /// `-enable-link-options` without `-create-library`.
    NeedsCreateLibrary,
}

impl fmt::Display for OptionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(option) => write!(formatter, "error: unknown option '{option}'"),
            Self::BadArgument(option) => {
                write!(formatter, "error: option '{option}' lacks a valid argument")
            }
            Self::OpenQuote => formatter.write_str("error: a quote in the options is not closed"),
            Self::Unsupported(option) => write!(
                formatter,
                "error: this device does not support option '{option}'"
            ),
            Self::NeedsCreateLibrary => formatter
                .write_str("error: -enable-link-options must come with -create-library (§5.8.7.2)"),
        }
    }
}

impl std::error::Error for OptionError {}

impl CompileOptions {
    /// Reads the options of clBuildProgram or clCompileProgram for a device that offers OpenCL C up to
    /// `max_version` (times 100).
    ///
    /// # Errors
    /// The first option that is not valid.
    pub fn parse(text: &str, max_version: u32) -> Result<Self, OptionError> {
        let mut options = Self::default();
        let mut words = split(text)?.into_iter();
        while let Some(word) = words.next() {
            // -D, -I and -x take their argument with or without white space between.
            let mut argument = |flag: &str| {
                let rest = word.strip_prefix(flag)?;
                let argument = if rest.is_empty() {
                    words.next()
                } else {
                    Some(rest.to_owned())
                };
                Some(argument.filter(|text| !text.is_empty()).ok_or(()))
            };
            if let Some(define) = argument("-D") {
                let define = define.map_err(|()| OptionError::BadArgument(word.clone()))?;
                if !starts_with_identifier(&define) {
                    return Err(OptionError::BadArgument(format!("-D {define}")));
                }
                options.defines.push(define);
            } else if let Some(directory) = argument("-I") {
                let directory = directory.map_err(|()| OptionError::BadArgument(word.clone()))?;
                options.include_directories.push(directory);
            } else if let Some(version) = word.strip_prefix("-cl-std=") {
                options.version = Some(parse_version(&word, version, max_version)?);
            } else if argument("-x").is_some() || word.starts_with("-spir-std=") {
                // cl_khr_spir, which no device of ours has.
                return Err(OptionError::Unsupported(word));
            } else {
                options.set_flag(&word)?;
            }
        }
        Ok(options)
    }

    fn set_flag(&mut self, word: &str) -> Result<(), OptionError> {
        match word {
            "-cl-single-precision-constant" => self.single_precision_constant = true,
            "-cl-fp32-correctly-rounded-divide-sqrt" => self.correctly_rounded = true,
            "-cl-opt-disable" => self.opt_disable = true,
            "-cl-uniform-work-group-size" => self.uniform_work_group_size = true,
            "-cl-mad-enable" => self.math.mad_enable = true,
            // OpenCL 1.0's; the default since 1.1.
            "-cl-strict-aliasing" => {}
            // Argument information is always there.
            "-cl-kernel-arg-info" => {}
            "-w" => self.warnings = Warnings::Hidden,
            "-Werror" => self.warnings = Warnings::Errors,
            "-g" => self.debug = true,
            _ if self.math.set_flag(word) => {}
            _ => return Err(OptionError::Unknown(word.to_owned())),
        }
        Ok(())
    }

    /// The version of OpenCL C, times 100: without `-cl-std` the highest 1.x (§5.8.6.5).
    pub fn version(&self) -> u32 {
        self.version.unwrap_or(120)
    }
}

impl MathOptions {
    /// Sets the option of this name; false if there is none.
    fn set_flag(&mut self, word: &str) -> bool {
        let flag = match word {
            "-cl-denorms-are-zero" => &mut self.denorms_are_zero,
            "-cl-no-signed-zeros" => &mut self.no_signed_zeros,
            "-cl-unsafe-math-optimizations" => &mut self.unsafe_math,
            "-cl-finite-math-only" => &mut self.finite_math,
            "-cl-fast-relaxed-math" => &mut self.fast_relaxed,
            "-cl-no-subgroup-ifp" => &mut self.no_subgroup_ifp,
            _ => return false,
        };
        *flag = true;
        true
    }
}

impl LinkOptions {
    /// Reads the options of clLinkProgram.
    ///
    /// # Errors
    /// The first option that is not valid.
    pub fn parse(text: &str) -> Result<Self, OptionError> {
        let mut options = Self::default();
        for word in split(text)? {
            match word.as_str() {
                "-create-library" => options.create_library = true,
                "-enable-link-options" => options.enable_link_options = true,
                _ if options.math.set_flag(&word) => {}
                _ => return Err(OptionError::Unknown(word)),
            }
        }
        if options.enable_link_options && !options.create_library {
            return Err(OptionError::NeedsCreateLibrary);
        }
        Ok(options)
    }
}

fn starts_with_identifier(define: &str) -> bool {
    define.starts_with(|first: char| first == '_' || first.is_ascii_alphabetic())
}

fn parse_version(word: &str, version: &str, max_version: u32) -> Result<u32, OptionError> {
    let version = match version {
        "CL1.0" => 100,
        "CL1.1" => 110,
        "CL1.2" => 120,
        "CL2.0" => 200,
        "CL3.0" => 300,
        _ => return Err(OptionError::BadArgument(word.to_owned())),
    };
    if version > max_version {
        return Err(OptionError::Unsupported(word.to_owned()));
    }
    Ok(version)
}

/// Splits at white space. Double quotes keep white space, and go; a backslash makes the quote, backslash
/// or space behind it an ordinary character. A single quote is one: `-DC='a'` defines a character constant.
fn split(text: &str) -> Result<Vec<String>, OptionError> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if matches!(characters.peek(), Some('"' | '\\' | ' ')) => {
                word.get_or_insert_default().extend(characters.next());
            }
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' if !quoted => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    if quoted {
        return Err(OptionError::OpenQuote);
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compile(text: &str) -> Result<CompileOptions, OptionError> {
        CompileOptions::parse(text, 300)
    }

    #[test]
    fn every_option_is_known() {
        let all = "-cl-single-precision-constant -cl-denorms-are-zero -cl-opt-disable -cl-mad-enable \
            -cl-fp32-correctly-rounded-divide-sqrt -cl-no-signed-zeros -cl-unsafe-math-optimizations \
            -cl-finite-math-only -cl-fast-relaxed-math -cl-uniform-work-group-size -cl-no-subgroup-ifp \
            -cl-kernel-arg-info -cl-strict-aliasing -g -w";
        let options = compile(all).unwrap();
        let math = MathOptions {
            denorms_are_zero: true,
            mad_enable: true,
            no_signed_zeros: true,
            unsafe_math: true,
            finite_math: true,
            fast_relaxed: true,
            no_subgroup_ifp: true,
        };
        let expected = CompileOptions {
            single_precision_constant: true,
            correctly_rounded: true,
            opt_disable: true,
            uniform_work_group_size: true,
            math,
            warnings: Warnings::Hidden,
            debug: true,
            ..CompileOptions::default()
        };
        assert_eq!(options, expected);
        assert_eq!(compile("-Werror").unwrap().warnings, Warnings::Errors);
        assert_eq!(compile(" \t\n").unwrap(), CompileOptions::default());
    }

    #[test]
    fn macros_and_directories_come_with_or_without_white_space() {
        let options = compile("-DA -D B=2 -I inc -I/usr/cl -DC='a' -D \"D=x y\"").unwrap();
        assert_eq!(options.defines, ["A", "B=2", "C='a'", "D=x y"]);
        assert_eq!(options.include_directories, ["inc", "/usr/cl"]);
    }

    #[test]
    fn quotes_group_and_backslashes_escape() {
        let options = compile(r#"-I "a b" -I a\ c -DS=\"t\" -D"F(x)=x + 1" -DW=C:\\d\e"#).unwrap();
        assert_eq!(options.include_directories, ["a b", "a c"]);
        assert_eq!(options.defines, [r#"S="t""#, "F(x)=x + 1", r"W=C:\d\e"]);
        assert_eq!(compile("-D \"A"), Err(OptionError::OpenQuote));
    }

    #[test]
    fn what_is_not_an_option_is_refused_by_name() {
        let unknown = |option: &str| OptionError::Unknown(option.into());
        for option in [
            "-O3",
            "-cl-foo",
            "foo",
            "-create-library",
            "-cl-std",
            "--help",
        ] {
            assert_eq!(compile(&format!("-g {option}")), Err(unknown(option)));
        }
        for option in [
            "-D",
            "-I",
            "-D \"\"",
            "-D 1x",
            "-D=1",
            "-cl-std=CL4.0",
            "-cl-std=",
        ] {
            assert!(
                matches!(compile(option), Err(OptionError::BadArgument(_))),
                "{option}"
            );
        }
        for option in ["-x spir", "-spir-std=1.2"] {
            assert!(
                matches!(compile(option), Err(OptionError::Unsupported(_))),
                "{option}"
            );
        }
        assert_eq!(unknown("-O3").to_string(), "error: unknown option '-O3'");
    }

    #[test]
    fn the_version_is_1_2_unless_given() {
        assert_eq!(compile("").unwrap().version(), 120);
        assert_eq!(compile("-cl-std=CL3.0").unwrap().version(), 300);
        assert_eq!(compile("-cl-std=CL1.1").unwrap().version(), 110);
        assert!(CompileOptions::parse("-cl-std=CL3.0", 120).is_err());
    }

    #[test]
    fn link_options_are_those_of_clause_5_8_7() {
        let options = LinkOptions::parse("-create-library -enable-link-options").unwrap();
        assert!(options.create_library && options.enable_link_options);
        assert!(
            LinkOptions::parse("-cl-fast-relaxed-math")
                .unwrap()
                .math
                .fast_relaxed
        );
        assert_eq!(
            LinkOptions::parse("-enable-link-options"),
            Err(OptionError::NeedsCreateLibrary)
        );
        assert_eq!(
            LinkOptions::parse("-cl-mad-enable"),
            Err(OptionError::Unknown("-cl-mad-enable".into()))
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_options_or_an_error(text in ".*") {
            let _ = compile(&text);
            let _ = LinkOptions::parse(&text);
        }

        #[test]
        fn quoted_words_come_back(words in proptest::collection::vec("[ -~]{1,12}", 0..6)) {
            let quote = |word: &String| {
                format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
            };
            let text = words.iter().map(quote).collect::<Vec<_>>().join(" ");
            proptest::prop_assert_eq!(split(&text), Ok(words));
        }
    }
}
