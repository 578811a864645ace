//! Types of a module, and when two of them are the same.

use crate::{Id, Instruction, Result};
use spirv::{Op, StorageClass};
use std::collections::HashMap;

/// "Universal limits": how deep types may nest. It bounds the recursion of everything that walks types.
const MAX_DEPTH: u32 = 255;

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// `OpTypeVoid`.
    Void,
    /// `OpTypeBool`.
    Bool,
    /// `OpTypeInt` of 8, 16, 32 or 64 bits; kernels have no signedness in the type.
    Int(u32),
    /// `OpTypeFloat` of 16, 32 or 64 bits.
    Float(u32),
    /// `OpTypeVector`: component type and count.
    Vector(Id, u32),
    /// `OpTypeArray`: element type and the constant that holds the length.
    Array(Id, Id),
    /// `OpTypeStruct`: member types.
    Struct(Vec<Id>),
    /// `OpTypeOpaque` or an incomplete structure.
    Opaque,
    /// `OpTypePointer`: storage class and pointee.
    Pointer(StorageClass, Id),
    /// `OpTypeFunction`: result and parameter types.
    Function(Id, Vec<Id>),
    /// `OpTypeEvent`: the event of an asynchronous copy.
    Event,
}

/// Numeric kind of a scalar or vector type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Truth values.
    Bool,
    /// Integers.
    Int,
    /// Floating-point numbers.
    Float,
}

/// A scalar or vector type: kind, component width (1 for truth values) and component count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Kind of a component.
    pub kind: Kind,
    /// Bits of a component.
    pub width: u32,
    /// Components; 1 for a scalar.
    pub count: u32,
}

impl Shape {
    /// The same with another kind and width.
    pub fn with(self, kind: Kind, width: u32) -> Shape {
        Shape {
            kind,
            width,
            count: self.count,
        }
    }

    /// One component of it.
    pub fn component(self) -> Shape {
        Shape { count: 1, ..self }
    }
}

/// Identity of a type: two ids of one class are interchangeable. Pointers of one storage class are one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Class(u32);

/// Length of an array as far as types go: two specialisable lengths are never the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Length {
    Fixed(u64),
    Specialisable(Id),
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Void,
    Bool,
    Int(u32),
    Float(u32),
    Vector(Class, u32),
    Array(Class, Length),
    /// Member classes, packed.
    Struct(Vec<Class>, bool),
    Opaque(Id),
    Pointer(StorageClass),
    Function(Class, Vec<Class>),
    Event,
}

#[derive(Debug)]
struct Entry {
    ty: Type,
    class: Class,
    depth: u32,
}

/// The types of a module by id.
#[derive(Debug, Default)]
pub struct Types {
    entries: HashMap<Id, Entry>,
    classes: HashMap<Key, Class>,
    /// `OpTypeForwardPointer`: a pointer type that is used before its definition.
    forward: HashMap<Id, StorageClass>,
    order: Vec<Id>,
}

impl Types {
    /// The type `id`, if it is one.
    pub fn get(&self, id: Id) -> Option<&Type> {
        self.entries.get(&id).map(|entry| &entry.ty)
    }

    /// Ids of all types in the order of their definitions.
    pub fn ids(&self) -> &[Id] {
        &self.order
    }

    /// Identity of type `id`.
    pub fn class(&self, id: Id) -> Option<Class> {
        self.entries.get(&id).map(|entry| entry.class)
    }

    /// Whether `a` and `b` are interchangeable types.
    pub fn same(&self, a: Id, b: Id) -> bool {
        a == b
            || self
                .class(a)
                .is_some_and(|class| Some(class) == self.class(b))
    }

    /// The shape of type `id` if it is a scalar or a vector of scalars.
    pub fn shape(&self, id: Id) -> Option<Shape> {
        let scalar = |kind, width| {
            Some(Shape {
                kind,
                width,
                count: 1,
            })
        };
        match *self.get(id)? {
            Type::Bool => scalar(Kind::Bool, 1),
            Type::Int(width) => scalar(Kind::Int, width),
            Type::Float(width) => scalar(Kind::Float, width),
            Type::Vector(component, count) => Some(Shape {
                count,
                ..self.shape(component)?
            }),
            _ => None,
        }
    }

    /// Storage class and pointee of pointer type `id`. A forward-declared pointer has a pointee once defined.
    pub fn pointer(&self, id: Id) -> Option<(StorageClass, Id)> {
        match *self.get(id)? {
            Type::Pointer(storage, pointee) => Some((storage, pointee)),
            _ => None,
        }
    }

    /// Storage class of pointer type `id`, also of one that is only declared so far.
    pub fn storage(&self, id: Id) -> Option<StorageClass> {
        self.pointer(id)
            .map(|(storage, _)| storage)
            .or_else(|| self.forward.get(&id).copied())
    }

    /// Type of member `index` of composite type `id`; `index` is not checked against an array's length.
    pub fn member(&self, id: Id, index: u64) -> Option<Id> {
        match self.get(id)? {
            Type::Vector(component, count) => (index < u64::from(*count)).then_some(*component),
            Type::Array(element, _) => Some(*element),
            Type::Struct(members) => members.get(usize::try_from(index).ok()?).copied(),
            _ => None,
        }
    }

    /// Takes in a type declaration; `length` is what an array type's length operand stands for, if it
    /// can be one; `packed` whether the type is decorated so.
    pub(crate) fn declare(
        &mut self,
        instruction: &Instruction,
        length: Option<Length>,
        packed: bool,
    ) -> Result<()> {
        if instruction.op == Op::TypeForwardPointer {
            let rspirv::dr::Operand::StorageClass(storage) = instruction.operands[1] else {
                return Err(instruction.error("it lacks a storage class"));
            };
            check_storage(instruction, storage)?;
            self.forward.insert(instruction.id(0)?, storage);
            return Ok(());
        }
        let id = instruction.result()?;
        let ty = self.read(instruction, length)?;
        if let (Some(&declared), Type::Pointer(storage, _)) = (self.forward.get(&id), &ty)
            && declared != *storage
        {
            return Err(instruction.error("its forward declaration has another storage class"));
        }
        if self.forward.contains_key(&id) && !matches!(ty, Type::Pointer(..)) {
            return Err(instruction.error("it was declared as a pointer"));
        }
        let depth = 1 + self
            .parts(&ty)
            .into_iter()
            .map(|part| self.depth(part))
            .max()
            .unwrap_or(0);
        if depth > MAX_DEPTH {
            return Err(instruction.error(format!("types nest deeper than {MAX_DEPTH}")));
        }
        let class = self.intern(id, &ty, length, packed);
        self.entries.insert(id, Entry { ty, class, depth });
        self.order.push(id);
        Ok(())
    }

    /// Whether every forward pointer has got its definition; otherwise one that has not.
    pub(crate) fn undefined_forward(&self) -> Option<Id> {
        self.forward
            .keys()
            .copied()
            .find(|id| !self.entries.contains_key(id))
    }

    /// What a value of the type holds: pointers hold nothing of their pointee.
    fn parts(&self, ty: &Type) -> Vec<Id> {
        match ty {
            Type::Vector(part, _) | Type::Array(part, _) => vec![*part],
            Type::Struct(parts) => parts.clone(),
            Type::Function(result, parts) => parts.iter().copied().chain([*result]).collect(),
            _ => Vec::new(),
        }
    }

    fn depth(&self, id: Id) -> u32 {
        self.entries.get(&id).map_or(0, |entry| entry.depth)
    }

    fn read(&self, instruction: &Instruction, length: Option<Length>) -> Result<Type> {
        Ok(match instruction.op {
            Op::TypeVoid => Type::Void,
            Op::TypeBool => Type::Bool,
            Op::TypeEvent => Type::Event,
            Op::TypeOpaque => Type::Opaque,
            Op::TypeInt => self.read_int(instruction)?,
            Op::TypeFloat => match instruction.literal(0)? {
                width @ (16 | 32 | 64) if instruction.operands.len() == 1 => Type::Float(width),
                16 | 32 | 64 => return Err(instruction.error("its encoding is not supported")),
                width => return Err(instruction.error(format!("width {width} is not supported"))),
            },
            Op::TypeVector => self.read_vector(instruction)?,
            Op::TypeArray => {
                let element = self.data(instruction, instruction.id(0)?)?;
                let count = instruction.id(1)?;
                if length.is_none() {
                    return Err(instruction.error("its length is not an integer constant"));
                }
                Type::Array(element, count)
            }
            Op::TypeStruct => {
                let members = instruction.ids_from(0).map(|id| self.data(instruction, id));
                Type::Struct(members.collect::<Result<_>>()?)
            }
            Op::TypePointer => {
                let rspirv::dr::Operand::StorageClass(storage) = instruction.operands[0] else {
                    return Err(instruction.error("it lacks a storage class"));
                };
                check_storage(instruction, storage)?;
                let pointee = instruction.id(1)?;
                if self.storage(pointee).is_none() && self.get(pointee).is_none() {
                    return Err(instruction.error(format!("%{pointee} is not a type")));
                }
                Type::Pointer(storage, pointee)
            }
            Op::TypeFunction => self.read_function(instruction)?,
            _ => return Err(instruction.error("this type is not supported")),
        })
    }

    fn read_int(&self, instruction: &Instruction) -> Result<Type> {
        match (instruction.literal(0)?, instruction.literal(1)?) {
            (width @ (8 | 16 | 32 | 64), 0) => Ok(Type::Int(width)),
            (8 | 16 | 32 | 64, _) => {
                Err(instruction.error("kernels have integers without signedness (0) only"))
            }
            (width, _) => Err(instruction.error(format!("width {width} is not supported"))),
        }
    }

    fn read_vector(&self, instruction: &Instruction) -> Result<Type> {
        let component = instruction.id(0)?;
        let count = instruction.literal(1)?;
        if !matches!(
            self.get(component),
            Some(Type::Bool | Type::Int(_) | Type::Float(_))
        ) {
            return Err(instruction.error(format!("%{component} is not a scalar type")));
        }
        if !matches!(count, 2 | 3 | 4 | 8 | 16) {
            return Err(instruction.error(format!("a vector of {count} components")));
        }
        Ok(Type::Vector(component, count))
    }

    fn read_function(&self, instruction: &Instruction) -> Result<Type> {
        let result = instruction.id(0)?;
        if !matches!(self.get(result), Some(Type::Void)) {
            self.data(instruction, result)?;
        }
        let parameters = instruction.ids_from(1).map(|id| self.data(instruction, id));
        Ok(Type::Function(result, parameters.collect::<Result<_>>()?))
    }

    /// `id`, if it is a type that values can have (or a pointer declared ahead).
    fn data(&self, instruction: &Instruction, id: Id) -> Result<Id> {
        match self.get(id) {
            Some(Type::Void | Type::Function(..) | Type::Opaque) => {
                Err(instruction.error(format!("%{id} is not the type of a value")))
            }
            Some(_) => Ok(id),
            None if self.forward.contains_key(&id) => Ok(id),
            None => Err(instruction.error(format!("%{id} is not a type"))),
        }
    }

    fn intern(&mut self, id: Id, ty: &Type, length: Option<Length>, packed: bool) -> Class {
        let class = |part: &Id| match self.class(*part) {
            Some(class) => class,
            // Declared ahead: all that counts is the storage class.
            None => self.forward_class(*part),
        };
        let key = match ty {
            Type::Void => Key::Void,
            Type::Bool => Key::Bool,
            Type::Int(width) => Key::Int(*width),
            Type::Float(width) => Key::Float(*width),
            Type::Vector(part, count) => Key::Vector(class(part), *count),
            Type::Array(part, count) => {
                Key::Array(class(part), length.unwrap_or(Length::Specialisable(*count)))
            }
            Type::Struct(parts) => Key::Struct(parts.iter().map(class).collect(), packed),
            Type::Opaque => Key::Opaque(id),
            Type::Pointer(storage, _) => Key::Pointer(*storage),
            Type::Function(result, parts) => {
                Key::Function(class(result), parts.iter().map(class).collect())
            }
            Type::Event => Key::Event,
        };
        // Pointer classes are numbered by storage class, below the others.
        let next = Class(POINTER_CLASSES + u32::try_from(self.classes.len()).unwrap_or(u32::MAX));
        match key {
            Key::Pointer(storage) => pointer_class(storage),
            key => *self.classes.entry(key).or_insert(next),
        }
    }

    fn forward_class(&self, id: Id) -> Class {
        pointer_class(
            self.forward
                .get(&id)
                .copied()
                .unwrap_or(StorageClass::Generic),
        )
    }
}

const POINTER_CLASSES: u32 = 16;

fn pointer_class(storage: StorageClass) -> Class {
    Class(storage as u32)
}

fn check_storage(instruction: &Instruction, storage: StorageClass) -> Result<()> {
    use StorageClass::{
        AtomicCounter, CrossWorkgroup, Function, Generic, Input, UniformConstant, Workgroup,
    };
    match storage {
        UniformConstant | Input | Workgroup | CrossWorkgroup | Function | Generic => Ok(()),
        AtomicCounter => Err(instruction.error("atomic counters are not part of OpenCL")),
        other => Err(instruction.error(format!("storage class {other:?} is not supported"))),
    }
}
