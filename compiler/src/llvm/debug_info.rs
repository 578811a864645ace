//! Line tables: making them for modules that do not come from clang.

use super::{Builder, Context, Function, Module, context::length};
use llvm_sys::{
    LLVMModuleFlagBehavior, core as c,
    debuginfo::{self as di, LLVMDIFlagZero, LLVMDWARFEmissionKind, LLVMDWARFSourceLanguage},
    prelude::{LLVMDIBuilderRef, LLVMMetadataRef},
};
use std::marker::PhantomData;

/// Makes the line table of a module.
pub struct LineTable<'c> {
    raw: LLVMDIBuilderRef,
    context: &'c Context,
}

/// A source file in a line table.
#[derive(Clone, Copy)]
pub struct SourceFile<'c> {
    raw: LLVMMetadataRef,
    context: PhantomData<&'c Context>,
}

/// What a source position is inside of: a function, or a part of it from another file.
#[derive(Clone, Copy)]
pub struct Scope<'c> {
    raw: LLVMMetadataRef,
    context: PhantomData<&'c Context>,
}

impl<'c> LineTable<'c> {
    /// A line table for `module`, whose main file is `main`; `producer` names the compiler.
    pub fn new(module: &Module<'c>, main: &str, producer: &str) -> (Self, SourceFile<'c>) {
        // SAFETY: the module is live; pointers and lengths are those of live strings.
        unsafe {
            for (name, value) in [
                ("Dwarf Version", 4),
                (
                    "Debug Info Version",
                    u64::from(di::LLVMDebugMetadataVersion()),
                ),
            ] {
                let value = module.context.int(32).constant(value);
                c::LLVMAddModuleFlag(
                    module.raw,
                    LLVMModuleFlagBehavior::LLVMModuleFlagBehaviorWarning,
                    name.as_ptr().cast(),
                    name.len(),
                    c::LLVMValueAsMetadata(value.raw),
                );
            }
            let table = Self {
                raw: di::LLVMCreateDIBuilder(module.raw),
                context: module.context,
            };
            let file = table.file(main);
            di::LLVMDIBuilderCreateCompileUnit(
                table.raw,
                LLVMDWARFSourceLanguage::LLVMDWARFSourceLanguageOpenCL,
                file.raw,
                producer.as_ptr().cast(),
                producer.len(),
                1,
                c"".as_ptr(),
                0,
                0,
                c"".as_ptr(),
                0,
                LLVMDWARFEmissionKind::LLVMDWARFEmissionKindLineTablesOnly,
                0,
                1,
                0,
                c"".as_ptr(),
                0,
                c"".as_ptr(),
                0,
            );
            (table, file)
        }
    }

    /// A source file by its path.
    pub fn file(&self, path: &str) -> SourceFile<'c> {
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
        // SAFETY: pointers and lengths are those of live strings.
        let raw = unsafe {
            di::LLVMDIBuilderCreateFile(
                self.raw,
                name.as_ptr().cast(),
                name.len(),
                directory.as_ptr().cast(),
                directory.len(),
            )
        };
        SourceFile {
            raw,
            context: PhantomData,
        }
    }

    /// Says where a function with a body is.
    pub fn function(
        &self,
        function: Function<'c>,
        name: &str,
        file: SourceFile<'c>,
        line: u32,
    ) -> Scope<'c> {
        // SAFETY: a function of the module; pointers and lengths are those of live strings.
        unsafe {
            let mut none: [LLVMMetadataRef; 0] = [];
            let ty = di::LLVMDIBuilderCreateSubroutineType(
                self.raw,
                file.raw,
                none.as_mut_ptr(),
                length(none.len()),
                LLVMDIFlagZero,
            );
            let raw = di::LLVMDIBuilderCreateFunction(
                self.raw,
                file.raw,
                name.as_ptr().cast(),
                name.len(),
                c"".as_ptr(),
                0,
                file.raw,
                line,
                ty,
                0,
                1,
                line,
                LLVMDIFlagZero,
                1,
            );
            di::LLVMSetSubprogram(function.raw, raw);
            Scope {
                raw,
                context: PhantomData,
            }
        }
    }

    /// A part of `scope` that comes from another file.
    pub fn part(&self, scope: Scope<'c>, file: SourceFile<'c>) -> Scope<'c> {
        // SAFETY: metadata of this table.
        let raw =
            unsafe { di::LLVMDIBuilderCreateLexicalBlockFile(self.raw, scope.raw, file.raw, 0) };
        Scope {
            raw,
            context: PhantomData,
        }
    }

    /// Gives what `builder` makes from here on this position; line 0 is unknown.
    pub fn locate(&self, builder: &Builder<'c>, scope: Scope<'c>, line: u32, column: u32) {
        // SAFETY: metadata of the builder's context.
        unsafe {
            let location = di::LLVMDIBuilderCreateDebugLocation(
                self.context.raw,
                line,
                column,
                scope.raw,
                std::ptr::null_mut(),
            );
            builder.set_location(location);
        }
    }
}

impl Drop for LineTable<'_> {
    fn drop(&mut self) {
        // SAFETY: created by `new`; the module is still there.
        unsafe {
            di::LLVMDIBuilderFinalize(self.raw);
            di::LLVMDisposeDIBuilder(self.raw);
        }
    }
}
