declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %2 = icmp eq i64 %1, 0
  br i1 %2, label %done, label %setup

setup:                                            ; preds = %entry
  %3 = getelementptr i8, ptr %0, i64 104
  %4 = load i64, ptr %3, align 8
  %5 = getelementptr i8, ptr %0, i64 112
  %6 = load i64, ptr %5, align 8
  %7 = getelementptr i8, ptr %0, i64 120
  %8 = load i64, ptr %7, align 8
  %9 = getelementptr i8, ptr %0, i64 0
  %10 = load ptr, ptr %9, align 8
  %11 = getelementptr i8, ptr %10, i64 0
  %12 = load ptr addrspace(1), ptr %11, align 1
  %13 = getelementptr i8, ptr %0, i64 56
  %14 = load i64, ptr %13, align 8
  %15 = getelementptr i8, ptr %0, i64 128
  %16 = load i64, ptr %15, align 8
  %17 = getelementptr i8, ptr %0, i64 8
  %18 = load i64, ptr %17, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group1 = phi i64 [ 0, %setup ], [ %78, %group.next ]
  %group.id = add i64 %18, %group1
  %19 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %19, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after17, %region
  %z2 = phi i64 [ 0, %region ], [ %76, %after17 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y3 = phi i64 [ 0, %z ], [ %74, %row.done ]
  %20 = mul i64 %z2, %6
  %21 = add i64 %20, %y3
  %row = mul i64 %21, %4
  %full = and i64 %4, -2
  %22 = icmp ult i64 0, %full
  br i1 %22, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %43, %items.next ]
  %item = add i64 %row, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %23 = mul i64 %16, %group.id
  %24 = getelementptr i64, ptr addrspace(1) %12, i64 %14
  %25 = getelementptr i64, ptr addrspace(1) %24, i64 %23
  %26 = getelementptr i64, ptr addrspace(1) %25, i64 %x4
  %27 = load <2 x i64>, ptr addrspace(1) %26, align 8
  %28 = and <2 x i64> %27, splat (i64 4294967295)
  %29 = lshr <2 x i64> %27, splat (i64 32)
  %30 = mul <2 x i64> %28, splat (i64 444984403)
  %31 = lshr <2 x i64> %30, splat (i64 32)
  %32 = mul <2 x i64> %29, splat (i64 444984403)
  %33 = add <2 x i64> %32, %31
  %34 = mul <2 x i64> %28, splat (i64 3301882366)
  %35 = and <2 x i64> %33, splat (i64 4294967295)
  %36 = add <2 x i64> %34, %35
  %37 = lshr <2 x i64> %33, splat (i64 32)
  %38 = lshr <2 x i64> %36, splat (i64 32)
  %39 = mul <2 x i64> %29, splat (i64 3301882366)
  %40 = add <2 x i64> %39, %37
  %41 = add <2 x i64> %40, %38
  %42 = lshr <2 x i64> %41, splat (i64 3)
  store <2 x i64> %42, ptr addrspace(1) %26, align 8
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %43 = add nuw i64 %x4, 2
  %44 = icmp ult i64 %43, %full
  br i1 %44, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %45 = icmp ult i64 %full, %4
  br i1 %45, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %72, %items.next10 ]
  %46 = sub i64 %4, %x9
  %47 = icmp ult i64 %46, 2
  %48 = select i1 %47, i64 %46, i64 2
  %49 = trunc i64 %48 to i32
  %50 = insertelement <2 x i32> poison, i32 %49, i32 0
  %51 = shufflevector <2 x i32> %50, <2 x i32> poison, <2 x i32> zeroinitializer
  %lanes = icmp ult <2 x i32> <i32 0, i32 1>, %51
  %item11 = add i64 %row, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %52 = mul i64 %16, %group.id
  %53 = getelementptr i64, ptr addrspace(1) %12, i64 %14
  %54 = getelementptr i64, ptr addrspace(1) %53, i64 %52
  %55 = getelementptr i64, ptr addrspace(1) %54, i64 %x9
  %56 = call <2 x i64> @llvm.masked.load.v2i64.p1(ptr addrspace(1) align 8 %55, <2 x i1> %lanes, <2 x i64> poison)
  %57 = and <2 x i64> %56, splat (i64 4294967295)
  %58 = lshr <2 x i64> %56, splat (i64 32)
  %59 = mul <2 x i64> %57, splat (i64 444984403)
  %60 = lshr <2 x i64> %59, splat (i64 32)
  %61 = mul <2 x i64> %58, splat (i64 444984403)
  %62 = add <2 x i64> %61, %60
  %63 = mul <2 x i64> %57, splat (i64 3301882366)
  %64 = and <2 x i64> %62, splat (i64 4294967295)
  %65 = add <2 x i64> %63, %64
  %66 = lshr <2 x i64> %62, splat (i64 32)
  %67 = lshr <2 x i64> %65, splat (i64 32)
  %68 = mul <2 x i64> %58, splat (i64 3301882366)
  %69 = add <2 x i64> %68, %66
  %70 = add <2 x i64> %69, %67
  %71 = lshr <2 x i64> %70, splat (i64 3)
  call void @llvm.masked.store.v2i64.p1(<2 x i64> %71, ptr addrspace(1) align 8 %55, <2 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %72 = add nuw i64 %x9, 2
  %73 = icmp ult i64 %72, %4
  br i1 %73, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %74 = add nuw i64 %y3, 1
  %75 = icmp ult i64 %74, %6
  br i1 %75, label %y, label %after17

after17:                                          ; preds = %row.done
  %76 = add nuw i64 %z2, 1
  %77 = icmp ult i64 %76, %8
  br i1 %77, label %z, label %after18

after18:                                          ; preds = %after17
  br label %group.next

group.next:                                       ; preds = %after18
  %78 = add nuw i64 %group1, 1
  %79 = icmp ult i64 %78, %1
  br i1 %79, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <2 x i64> @llvm.masked.load.v2i64.p1(ptr addrspace(1) captures(none), <2 x i1>, <2 x i64>)

declare void @llvm.masked.store.v2i64.p1(<2 x i64>, ptr addrspace(1) captures(none), <2 x i1>)

