//! `OpLine` as LLVM's line table.

use super::Lowering;
use crate::llvm::{Builder, Function as LlvmFunction, LineTable, Scope, SourceFile};
use mirrorcl_spirv::{Function, Id, Line};
use std::collections::HashMap;

/// What the compiler calls itself in debug information.
const PRODUCER: &str = "mirrorcl";

/// The line table of a module that has `OpLine`.
pub(super) struct Lines<'c> {
    table: LineTable<'c>,
    files: HashMap<Id, SourceFile<'c>>,
    /// File of the compile unit, for functions whose file has no name.
    main: SourceFile<'c>,
}

/// Positions inside of one function.
pub(super) struct FunctionLines<'c> {
    scope: Scope<'c>,
    file: Id,
    /// Parts from other files.
    parts: HashMap<Id, Scope<'c>>,
    last: Option<Line>,
}

/// The first position in a function.
fn first_line(function: &Function) -> Option<Line> {
    let instructions = function.blocks.iter().flat_map(|block| &block.instructions);
    function.line.or_else(|| {
        instructions
            .into_iter()
            .find_map(|instruction| instruction.line)
    })
}

impl<'c> Lowering<'c, '_> {
    /// Makes the line table, if the module says where anything comes from.
    pub(super) fn make_lines(&self) -> Option<Lines<'c>> {
        let line = self.source.functions.iter().find_map(first_line)?;
        let main = self.source.file_of(line).unwrap_or("program.cl");
        let (table, main) = LineTable::new(&self.module, main, PRODUCER);
        Some(Lines {
            table,
            files: HashMap::new(),
            main,
        })
    }

    /// Says where `function` comes from. All of its instructions have positions then.
    pub(super) fn function_lines(
        &mut self,
        function: &Function,
        lowered: LlvmFunction<'c>,
        builder: &Builder<'c>,
    ) -> Option<FunctionLines<'c>> {
        let line = first_line(function)?;
        let file = self.source_file(line)?;
        let entry = self.entry(function.id).map(|entry| entry.name.as_str());
        let name = entry.or_else(|| self.source.names.get(&function.id).map(String::as_str));
        let table = &self.lines.as_ref()?.table;
        let scope = table.function(lowered, name.unwrap_or("?"), file, line.line);
        table.locate(builder, scope, line.line, line.column);
        Some(FunctionLines {
            scope,
            file: line.file,
            parts: HashMap::new(),
            last: Some(line),
        })
    }

    fn source_file(&mut self, line: Line) -> Option<SourceFile<'c>> {
        let path = self.source.file_of(line);
        let lines = self.lines.as_mut()?;
        let Some(path) = path else {
            return Some(lines.main);
        };
        let table = &lines.table;
        Some(
            *lines
                .files
                .entry(line.file)
                .or_insert_with(|| table.file(path)),
        )
    }

    /// Moves to the position of the next instruction; without one it has none either.
    pub(super) fn locate(
        &mut self,
        at: &mut FunctionLines<'c>,
        line: Option<Line>,
        builder: &Builder<'c>,
    ) {
        if at.last == line {
            return;
        }
        at.last = line;
        let Some(line) = line else {
            if let Some(lines) = &self.lines {
                lines.table.locate(builder, at.scope, 0, 0);
            }
            return;
        };
        let Some(file) = self.source_file(line) else {
            return;
        };
        let Some(lines) = &self.lines else { return };
        let scope = match line.file == at.file {
            true => at.scope,
            false => {
                let part = || lines.table.part(at.scope, file);
                *at.parts.entry(line.file).or_insert_with(part)
            }
        };
        lines.table.locate(builder, scope, line.line, line.column);
    }
}
