define dso_local spir_kernel void @one(ptr addrspace(1) noundef align 4 %out) {
entry:
  %0 = call ptr @__mirrorcl_context()
  %1 = getelementptr inbounds i8, ptr %0, i64 160
  %2 = load ptr, ptr %1, align 8
  %3 = getelementptr inbounds i8, ptr %2, i64 0
  %one.flag = addrspacecast ptr %3 to ptr addrspace(3)
  %4 = getelementptr inbounds i8, ptr %2, i64 4
  %one.table = addrspacecast ptr %4 to ptr addrspace(3)
  store i8 1, ptr addrspace(3) %one.flag, align 1
  %5 = load i32, ptr addrspace(1) %out, align 4
  %6 = getelementptr inbounds nuw i8, ptr addrspace(3) %one.table, i64 8
  store i32 %5, ptr addrspace(3) %6, align 4
  call void @__mirrorcl_barrier()
  %7 = getelementptr inbounds nuw i8, ptr addrspace(3) %one.table, i64 4
  %8 = load i32, ptr addrspace(3) %7, align 4
  %9 = load i8, ptr addrspace(3) %one.flag, align 1
  %conv.i = sext i8 %9 to i32
  %add.i = add nsw i32 %8, %conv.i
  %10 = load i32, ptr addrspace(3) %one.table, align 4
  %add1.i = add nsw i32 %add.i, %10
  store i32 %add1.i, ptr addrspace(1) %out, align 4
  ret void
}

define dso_local spir_kernel void @two(ptr addrspace(1) noundef align 16 %out) {
entry:
  %0 = call ptr @__mirrorcl_context()
  %1 = getelementptr inbounds i8, ptr %0, i64 160
  %2 = load ptr, ptr %1, align 8
  %3 = getelementptr inbounds i8, ptr %2, i64 0
  %two.only = addrspacecast ptr %3 to ptr addrspace(3)
  %4 = load <4 x float>, ptr addrspace(1) %out, align 16
  store <4 x float> %4, ptr addrspace(3) %two.only, align 16
  call void @__mirrorcl_barrier()
  %5 = load <4 x float>, ptr addrspace(3) %two.only, align 16
  %arrayidx1.i = getelementptr inbounds <4 x float>, ptr addrspace(1) %out, i64 1
  store <4 x float> %5, ptr addrspace(1) %arrayidx1.i, align 16
  ret void
}

declare void @__mirrorcl_barrier() local_unnamed_addr

declare ptr @__mirrorcl_context()

