//! Programs of several lengths, made to be like no program that was built before.

/// How long a program is.
#[derive(Clone, Copy)]
pub(super) enum Size {
    /// One kernel of one line.
    Trivial,
    /// Five kernels with helpers.
    Hundred,
    /// A hundred kernels with helpers.
    TwoThousand,
}

impl Size {
    /// The word for it on a command line.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Trivial => "trivial",
            Self::Hundred => "100",
            Self::TwoThousand => "2000",
        }
    }

    /// The size of this word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let all = [Self::Trivial, Self::Hundred, Self::TwoThousand];
        all.into_iter().find(|size| size.word() == word)
    }

    /// The program; `salt` makes it new. Its kernel `k` writes `in[i] + salt % 1000` to `out[i]`.
    pub(super) fn program(self, salt: u64) -> String {
        let first = format!(
            "kernel void k(global const float *in, global float *out) {{ size_t i = get_global_id(0); out[i] = in[i] + {}.0f; }}\n",
            salt % 1000
        );
        let sections = match self {
            Self::Trivial => return format!("// {salt}\n{first}"),
            Self::Hundred => 1,
            Self::TwoThousand => 20,
        };
        let mut text = format!("// {salt}\n{first}");
        for section in 0..sections {
            text += &SECTION
                .replace("_N", &format!("_{section}"))
                .replace("SALT", &format!("{section}"));
        }
        text
    }
}

/// About a hundred lines of the usual: helpers, loops, local memory, vectors, mathematics, branches.
const SECTION: &str = include_str!("section.cl");
