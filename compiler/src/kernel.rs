//! What a kernel tells about itself: arguments, attributes, sizes.

use crate::llvm::{
    AttributePlace, Context, Function, Metadata, Module, SPIR_KERNEL, Type, TypeKind,
};
use mirrorcl_protocol::{
    AccessQualifier, AddressQualifier, ArgInfo, ArgKind, ArgText, KernelInfo, ShapesCode,
    TypeQualifiers,
};

/// Work-items of a sub-group where the program does not say: a vector of floats on processors with the longest ones, and whole
/// vectors on the others.
const SUB_GROUP_SIZE: u32 = 16;

/// Where an argument is in the argument block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArgSlot {
    /// Its place in bytes.
    pub offset: u32,
    /// Its size in bytes.
    pub size: u32,
    /// Its alignment in bytes.
    pub align: u32,
}

/// The kernels of a module, in source order.
pub fn kernels<'c>(module: &Module<'c>) -> Vec<Function<'c>> {
    module
        .functions()
        .into_iter()
        .filter(|function| function.call_convention() == SPIR_KERNEL && !function.is_declaration())
        .collect()
}

/// The argument block: each argument at the next multiple of its alignment, in order. Returns the
/// places and the size of the block.
pub fn argument_layout<'c>(module: &Module<'c>, kernel: Function<'c>) -> (Vec<ArgSlot>, u32) {
    let layout = module.data_layout();
    let mut end = 0_u64;
    let slots = kernel
        .parameters()
        .into_iter()
        .zip(0..)
        .map(|(parameter, index)| {
            let ty = by_value_type(kernel, index).unwrap_or(parameter.ty());
            let (size, align) = if matches!(ty.kind(), TypeKind::Target(_)) {
                (8, 8)
            } else {
                (layout.size(ty), layout.align(ty))
            };
            let offset = end.next_multiple_of(u64::from(align));
            end = offset + size;
            ArgSlot {
                offset: narrow(offset),
                size: narrow(size),
                align,
            }
        })
        .collect();
    (slots, narrow(end))
}

/// The structure that a `byval` parameter points to.
fn by_value_type<'c>(kernel: Function<'c>, index: u32) -> Option<Type<'c>> {
    kernel.type_attribute(AttributePlace::Parameter(index), "byval")
}

/// OpenCL limits arguments to a few KiB; a block that large is no program's.
fn narrow(bytes: u64) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// All that the hub form says of a kernel; what code generation adds is zero.
pub fn describe<'c>(context: &'c Context, module: &Module<'c>, kernel: Function<'c>) -> KernelInfo {
    let (slots, arg_block_size) = argument_layout(module, kernel);
    let text = ArgTexts::read(context, kernel);
    let args = slots
        .iter()
        .zip(0..)
        .map(|(slot, index)| {
            let ty = kernel.parameters()[index as usize].ty();
            let by_value = by_value_type(kernel, index).is_some();
            let info = text.get(index as usize);
            let pointee_align = if ty.address_space() == Some(3) {
                kernel
                    .integer_attribute(AttributePlace::Parameter(index), "align")
                    .unwrap_or(0)
            } else {
                0
            };
            ArgInfo {
                kind: if by_value {
                    ArgKind::Value
                } else {
                    kind(ty, info.as_ref())
                },
                offset: slot.offset,
                size: slot.size,
                align: narrow(pointee_align),
                shapes_code: ShapesCode::Never,
                info,
            }
        })
        .collect();
    let required = required_sub_group_size(context, kernel);
    KernelInfo {
        name: kernel.name(),
        attributes: attributes(context, kernel),
        args,
        arg_block_size,
        reqd_work_group_size: sizes(context, kernel, "reqd_work_group_size"),
        work_group_size_hint: sizes(context, kernel, "work_group_size_hint"),
        simd_width: 1,
        sub_group_size: required.unwrap_or(SUB_GROUP_SIZE),
        requires_sub_group_size: required.is_some(),
        ..KernelInfo::default()
    }
}

fn kind(ty: Type<'_>, text: Option<&ArgText>) -> ArgKind {
    match ty.kind() {
        TypeKind::Ptr(1) => match text {
            Some(text) if text.qualifiers.contains(TypeQualifiers::PIPE) => ArgKind::Pipe,
            _ => ArgKind::Global,
        },
        TypeKind::Ptr(2) => ArgKind::Constant,
        TypeKind::Ptr(3) => ArgKind::Local,
        TypeKind::Target(name) => match name.as_str() {
            "spirv.Image" | "spirv.SampledImage" => ArgKind::Image,
            "spirv.Sampler" => ArgKind::Sampler,
            "spirv.Pipe" => ArgKind::Pipe,
            "spirv.Queue" => ArgKind::Queue,
            _ => ArgKind::Value,
        },
        _ => ArgKind::Value,
    }
}

/// `intel_reqd_sub_group_size`.
fn required_sub_group_size<'c>(context: &'c Context, kernel: Function<'c>) -> Option<u32> {
    let operands = kernel.metadata(context, "intel_reqd_sub_group_size")?;
    match operands.first() {
        Some(Metadata::Int(size)) => Some(u32::try_from(*size).unwrap_or(u32::MAX)),
        _ => None,
    }
}

/// Three integers of metadata, or zeros.
fn sizes<'c>(context: &'c Context, kernel: Function<'c>, name: &str) -> [u64; 3] {
    let mut sizes = [0; 3];
    for (size, operand) in sizes
        .iter_mut()
        .zip(kernel.metadata(context, name).unwrap_or_default())
    {
        if let Metadata::Int(value) = operand {
            *size = value;
        }
    }
    sizes
}

/// The text that clang's source had, or what the hub form's metadata says.
fn attributes<'c>(context: &'c Context, kernel: Function<'c>) -> String {
    if let Some([Metadata::String(text)]) =
        kernel.metadata(context, "mirrorcl.attributes").as_deref()
    {
        return text.clone();
    }
    ["reqd_work_group_size", "work_group_size_hint"]
        .into_iter()
        .filter_map(|name| {
            let [x, y, z] = sizes(context, kernel, name);
            (x > 0).then(|| format!("{name}({x},{y},{z})"))
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// The `kernel_arg_*` metadata of a kernel.
struct ArgTexts {
    names: Vec<Metadata>,
    types: Vec<Metadata>,
    spaces: Vec<Metadata>,
    access: Vec<Metadata>,
    qualifiers: Vec<Metadata>,
}

impl ArgTexts {
    fn read<'c>(context: &'c Context, kernel: Function<'c>) -> Self {
        let read = |name| kernel.metadata(context, name).unwrap_or_default();
        Self {
            names: read("kernel_arg_name"),
            types: read("kernel_arg_type"),
            spaces: read("kernel_arg_addr_space"),
            access: read("kernel_arg_access_qual"),
            qualifiers: read("kernel_arg_type_qual"),
        }
    }

    fn get(&self, index: usize) -> Option<ArgText> {
        let text = |list: &[Metadata]| match list.get(index) {
            Some(Metadata::String(text)) => Some(text.clone()),
            _ => None,
        };
        let address = match self.spaces.get(index) {
            Some(Metadata::Int(1)) => AddressQualifier::Global,
            Some(Metadata::Int(2)) => AddressQualifier::Constant,
            Some(Metadata::Int(3)) => AddressQualifier::Local,
            _ => AddressQualifier::Private,
        };
        let access = match text(&self.access)?.as_str() {
            "read_only" => AccessQualifier::ReadOnly,
            "write_only" => AccessQualifier::WriteOnly,
            "read_write" => AccessQualifier::ReadWrite,
            _ => AccessQualifier::None,
        };
        let qualifiers = text(&self.qualifiers)?
            .split_whitespace()
            .filter_map(|word| match word {
                "const" => Some(TypeQualifiers::CONST),
                "restrict" => Some(TypeQualifiers::RESTRICT),
                "volatile" => Some(TypeQualifiers::VOLATILE),
                "pipe" => Some(TypeQualifiers::PIPE),
                _ => None,
            })
            .collect();
        let (name, type_name) = (text(&self.names)?, text(&self.types)?);
        Some(ArgText {
            name,
            type_name,
            address,
            access,
            qualifiers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::compile;

    fn info(source: &str) -> KernelInfo {
        let context = Context::new();
        let module = compile(&context, source);
        describe(&context, &module, kernels(&module)[0])
    }

    #[test]
    fn arguments_have_kinds_places_and_texts() {
        let info = info(
            "typedef struct { char c; float4 v; } S;\n\
             kernel void f(global const float4 *restrict a, char b, constant uint *c, S s,\n\
                           local double *d, float3 e, volatile global S *g) {}",
        );
        let (global, constant, value) = (ArgKind::Global, ArgKind::Constant, ArgKind::Value);
        let places: Vec<_> = info
            .args
            .iter()
            .map(|a| (a.kind, a.offset, a.size, a.align))
            .collect();
        let expected = [
            (global, 0, 8, 0),
            (value, 8, 1, 0),
            (constant, 16, 8, 0),
            (value, 32, 32, 0),
            (ArgKind::Local, 64, 8, 8),
            (value, 80, 16, 0),
            (global, 96, 8, 0),
        ];
        assert_eq!(places, expected);
        assert_eq!(info.arg_block_size, 104);
        let text = |index: usize| info.args[index].info.clone().unwrap();
        let expected = ArgText {
            name: "a".into(),
            type_name: "float4*".into(),
            address: AddressQualifier::Global,
            access: AccessQualifier::None,
            qualifiers: TypeQualifiers::CONST | TypeQualifiers::RESTRICT,
        };
        assert_eq!(text(0), expected);
        assert_eq!(text(2).qualifiers, TypeQualifiers::CONST);
        assert_eq!(
            (text(3).type_name.as_str(), text(3).address),
            ("S", AddressQualifier::Private)
        );
        assert_eq!(
            (text(4).type_name.as_str(), text(4).address),
            ("double*", AddressQualifier::Local)
        );
        assert_eq!(text(6).qualifiers, TypeQualifiers::VOLATILE);
    }

    #[test]
    fn attributes_and_sizes_are_reported() {
        let info = info(
            "kernel __attribute__((work_group_size_hint(8, 2, 1)))\n\
             __attribute__((reqd_work_group_size(4,2,1))) void f() {}",
        );
        assert_eq!(info.reqd_work_group_size, [4, 2, 1]);
        assert_eq!(info.work_group_size_hint, [8, 2, 1]);
        assert_eq!(
            info.attributes,
            "work_group_size_hint(8,2,1) reqd_work_group_size(4,2,1)"
        );
        assert_eq!(info.name, "f");
    }
}
