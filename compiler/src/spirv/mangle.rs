//! Itanium mangling of OpenCL C built-in functions, as clang does it for `spir64`.

/// A type in the signature of a built-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CType {
    /// A builtin type by its code: `i`, `Dh`.
    Scalar(&'static str),
    /// An enumeration or `event_t` by its name.
    Named(&'static str),
    /// A vector of builtin types.
    Vector(u32, &'static str),
    /// A pointer into an address space (0 has no qualifier), maybe to `const`.
    Pointer(u32, bool, Box<CType>),
}

/// `size_t` and `ulong`.
pub(super) const ULONG: CType = CType::Scalar("m");
/// `uint`.
pub(super) const UINT: CType = CType::Scalar("j");
/// `int`.
pub(super) const INT: CType = CType::Scalar("i");

/// The mangled name of `name` with these parameters.
pub(super) fn mangle(name: &str, parameters: &[CType]) -> String {
    let mut mangler = Mangler {
        seen: Vec::new(),
        text: format!("_Z{}{name}", name.len()),
    };
    if parameters.is_empty() {
        mangler.text.push('v');
    }
    for parameter in parameters {
        mangler.ty(parameter);
    }
    mangler.text
}

/// What a substitution may stand for: a type, or a pointee with its qualifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Component {
    Type(CType),
    Qualified(u32, bool, CType),
}

struct Mangler {
    seen: Vec<Component>,
    text: String,
}

impl Mangler {
    fn ty(&mut self, ty: &CType) {
        if let CType::Scalar(code) = ty {
            self.text.push_str(code);
            return;
        }
        let component = Component::Type(ty.clone());
        if self.substitute(&component) {
            return;
        }
        match ty {
            CType::Scalar(_) => {}
            CType::Named(name) => self.text.push_str(&format!("{}{name}", name.len())),
            CType::Vector(count, code) => self.text.push_str(&format!("Dv{count}_{code}")),
            CType::Pointer(space, is_const, pointee) => {
                self.text.push('P');
                self.qualified(*space, *is_const, pointee);
            }
        }
        self.seen.push(component);
    }

    fn qualified(&mut self, space: u32, is_const: bool, pointee: &CType) {
        if space == 0 && !is_const {
            return self.ty(pointee);
        }
        let component = Component::Qualified(space, is_const, pointee.clone());
        if self.substitute(&component) {
            return;
        }
        if space != 0 {
            self.text.push_str(&format!("U3AS{space}"));
        }
        if is_const {
            self.text.push('K');
        }
        self.ty(pointee);
        self.seen.push(component);
    }

    /// Writes `S_`, `S0_`, ... if the component was there before.
    fn substitute(&mut self, component: &Component) -> bool {
        let Some(index) = self.seen.iter().position(|seen| seen == component) else {
            return false;
        };
        // Signatures have fewer than 11 components, so that one digit is enough.
        match index {
            0 => self.text.push_str("S_"),
            index => self.text.push_str(&format!("S{}_", index - 1)),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(space: u32, is_const: bool, to: CType) -> CType {
        CType::Pointer(space, is_const, Box::new(to))
    }

    /// The names are what clang 22 writes for calls with these types.
    #[test]
    fn names_are_those_of_clang() {
        let float4 = CType::Vector(4, "f");
        let float = CType::Scalar("f");
        assert_eq!(mangle("get_work_dim", &[]), "_Z12get_work_dimv");
        assert_eq!(mangle("get_global_id", &[UINT]), "_Z13get_global_idj");
        assert_eq!(
            mangle("dot", &[float4.clone(), float4.clone()]),
            "_Z3dotDv4_fS_"
        );
        assert_eq!(
            mangle("vload4", &[ULONG, pointer(4, true, float.clone())]),
            "_Z6vload4mPU3AS4Kf"
        );
        assert_eq!(
            mangle(
                "vstore4",
                &[float4.clone(), ULONG, pointer(4, false, float.clone())]
            ),
            "_Z7vstore4Dv4_fmPU3AS4f"
        );
        assert_eq!(
            mangle(
                "fract",
                &[float4.clone(), pointer(1, false, float4.clone())]
            ),
            "_Z5fractDv4_fPU3AS1S_"
        );
        assert_eq!(
            mangle("fract", &[float.clone(), pointer(0, false, float.clone())]),
            "_Z5fractfPf"
        );
        assert_eq!(
            mangle(
                "async_work_group_copy",
                &[
                    pointer(3, false, float4.clone()),
                    pointer(1, true, float4),
                    ULONG,
                    CType::Named("ocl_event")
                ]
            ),
            "_Z21async_work_group_copyPU3AS3Dv4_fPU3AS1KS_m9ocl_event"
        );
        assert_eq!(
            mangle(
                "wait_group_events",
                &[INT, pointer(4, false, CType::Named("ocl_event"))]
            ),
            "_Z17wait_group_eventsiPU3AS49ocl_event"
        );
        assert_eq!(
            mangle(
                "atomic_work_item_fence",
                &[
                    UINT,
                    CType::Named("memory_order"),
                    CType::Named("memory_scope")
                ]
            ),
            "_Z22atomic_work_item_fencej12memory_order12memory_scope"
        );
    }
}
