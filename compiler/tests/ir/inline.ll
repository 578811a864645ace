define internal i32 @pure(i32 noundef %x) {
entry:
  %mul = mul nsw i32 %x, %x
  %add = add nsw i32 %mul, 1
  ret i32 %add
}

define dso_local spir_kernel void @all(ptr addrspace(1) noundef align 4 %out) {
entry:
  %arrayidx.i = getelementptr inbounds i32, ptr addrspace(1) %out, i64 1
  %0 = load i32, ptr addrspace(1) %arrayidx.i, align 4
  %call.i = call i32 @pure(i32 noundef %0)
  %arrayidx1.i = getelementptr inbounds i32, ptr addrspace(1) %out, i64 2
  %1 = load i32, ptr addrspace(1) %arrayidx1.i, align 4
  %call3.i = call ptr @__mirrorcl_context()
  %arrayidx5.i = getelementptr inbounds nuw i8, ptr %call3.i, i64 8
  %2 = load i64, ptr %arrayidx5.i, align 8
  %conv.i.i = trunc i64 %2 to i32
  %add.i.i = add nsw i32 %1, %conv.i.i
  %add.i = add nsw i32 %call.i, %add.i.i
  %arrayidx3.i = getelementptr inbounds i32, ptr addrspace(1) %out, i64 3
  %3 = load i32, ptr addrspace(1) %arrayidx3.i, align 4
  %sub.i.i = sub nsw i32 %3, 3
  %add5.i = add nsw i32 %add.i, %sub.i.i
  store i32 %add5.i, ptr addrspace(1) %out, align 4
  ret void
}

declare ptr @__mirrorcl_context() local_unnamed_addr

