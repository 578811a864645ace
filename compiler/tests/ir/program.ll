@table = internal addrspace(2) constant [4 x i32] [i32 1, i32 2, i32 3, i32 4], align 4

define dso_local spir_kernel void @use(ptr addrspace(1) noundef align 4 %out) {
entry:
  %0 = call ptr @__mirrorcl_context()
  %1 = getelementptr inbounds i8, ptr %0, i64 192
  %2 = load ptr, ptr %1, align 8
  %3 = getelementptr inbounds i8, ptr %2, i64 0
  %counter = addrspacecast ptr %3 to ptr addrspace(1)
  %4 = load i32, ptr addrspace(1) %counter, align 4
  %inc.i.i = add nsw i32 %4, 1
  store i32 %inc.i.i, ptr addrspace(1) %counter, align 4
  %5 = load i32, ptr addrspace(1) %counter, align 4
  %add.i = add nsw i32 %4, %5
  %arrayidx.i = getelementptr inbounds i32, ptr addrspace(1) %out, i64 1
  %6 = load i32, ptr addrspace(1) %arrayidx.i, align 4
  %idxprom.i = sext i32 %6 to i64
  %arrayidx1.i = getelementptr inbounds [4 x i32], ptr addrspace(2) @table, i64 0, i64 %idxprom.i
  %7 = load i32, ptr addrspace(2) %arrayidx1.i, align 4
  %add2.i = add nsw i32 %add.i, %7
  store i32 %add2.i, ptr addrspace(1) %out, align 4
  ret void
}

declare ptr @__mirrorcl_context()

