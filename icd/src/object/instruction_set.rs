//! The instructions that a device's programs may use: the host's, or less of them.

/// A level of the x86-64 psABI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstructionSet {
    /// Its name, which is LLVM's for a processor too.
    pub name: &'static str,
    /// What tells its vectors' size, as LLVM writes features.
    pub features: &'static str,
}

/// The levels, from the least.
const LEVELS: [InstructionSet; 4] = [
    InstructionSet {
        name: "x86-64",
        features: "+sse2",
    },
    InstructionSet {
        name: "x86-64-v2",
        features: "+sse4.2",
    },
    InstructionSet {
        name: "x86-64-v3",
        features: "+avx2",
    },
    InstructionSet {
        name: "x86-64-v4",
        features: "+avx512f,+avx512vl,+avx512bw,+avx512dq,-prefer-256-bit",
    },
];

impl InstructionSet {
    /// The level of this name.
    ///
    /// # Errors
    /// There is none, or the host lacks it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let level = LEVELS
            .into_iter()
            .find(|level| level.name == text)
            .ok_or("expected x86-64, x86-64-v2, x86-64-v3 or x86-64-v4")?;
        if level.runs_here() {
            Ok(level)
        } else {
            Err("this processor has less".to_owned())
        }
    }

    /// Whether the host has it; what processors have had together is asked by one.
    #[cfg(target_arch = "x86_64")]
    fn runs_here(self) -> bool {
        match self.name {
            "x86-64" => true,
            "x86-64-v2" => is_x86_feature_detected!("sse4.2") && is_x86_feature_detected!("popcnt"),
            "x86-64-v3" => {
                is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("fma")
                    && is_x86_feature_detected!("bmi2")
                    && is_x86_feature_detected!("f16c")
                    && is_x86_feature_detected!("lzcnt")
                    && is_x86_feature_detected!("movbe")
            }
            _ => {
                is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512cd")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn runs_here(self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_names() {
        assert_eq!(
            InstructionSet::parse("x86-64").map(|level| level.features),
            Ok("+sse2")
        );
        assert!(InstructionSet::parse("x86-64-v9").is_err());
        assert!(InstructionSet::parse("").is_err());
    }
}
