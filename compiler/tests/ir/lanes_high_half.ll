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
  %group1 = phi i64 [ 0, %setup ], [ %75, %group.next ]
  %group.id = add i64 %18, %group1
  %19 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %19, align 8
  br label %region

region:                                           ; preds = %group
  %20 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row2 = phi i64 [ 0, %region ], [ %73, %row.done ]
  %row3 = mul i64 %row2, %4
  %full = and i64 %4, -2
  %21 = icmp ult i64 0, %full
  br i1 %21, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x4 = phi i64 [ 0, %vectors ], [ %42, %items.next ]
  %item = add i64 %row3, %x4
  br label %body

body:                                             ; preds = %x
  br label %body5

body5:                                            ; preds = %body
  br label %body6

body6:                                            ; preds = %body5
  %22 = mul i64 %16, %group.id
  %23 = getelementptr i64, ptr addrspace(1) %12, i64 %14
  %24 = getelementptr i64, ptr addrspace(1) %23, i64 %22
  %25 = getelementptr i64, ptr addrspace(1) %24, i64 %x4
  %26 = load <2 x i64>, ptr addrspace(1) %25, align 8
  %27 = and <2 x i64> %26, splat (i64 4294967295)
  %28 = lshr <2 x i64> %26, splat (i64 32)
  %29 = mul <2 x i64> %27, splat (i64 444984403)
  %30 = lshr <2 x i64> %29, splat (i64 32)
  %31 = mul <2 x i64> %28, splat (i64 444984403)
  %32 = add <2 x i64> %31, %30
  %33 = mul <2 x i64> %27, splat (i64 3301882366)
  %34 = and <2 x i64> %32, splat (i64 4294967295)
  %35 = add <2 x i64> %33, %34
  %36 = lshr <2 x i64> %32, splat (i64 32)
  %37 = lshr <2 x i64> %35, splat (i64 32)
  %38 = mul <2 x i64> %28, splat (i64 3301882366)
  %39 = add <2 x i64> %38, %36
  %40 = add <2 x i64> %39, %37
  %41 = lshr <2 x i64> %40, splat (i64 3)
  store <2 x i64> %41, ptr addrspace(1) %25, align 8
  br label %body7

body7:                                            ; preds = %body6
  br label %items.next

items.next:                                       ; preds = %body7
  %42 = add nuw i64 %x4, 2
  %43 = icmp ult i64 %42, %full
  br i1 %43, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %44 = icmp ult i64 %full, %4
  br i1 %44, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x8

x8:                                               ; preds = %items.next10, %partial
  %x9 = phi i64 [ %full, %partial ], [ %71, %items.next10 ]
  %45 = sub i64 %4, %x9
  %46 = icmp ult i64 %45, 2
  %47 = select i1 %46, i64 %45, i64 2
  %48 = trunc i64 %47 to i32
  %49 = insertelement <2 x i32> poison, i32 %48, i32 0
  %50 = shufflevector <2 x i32> %49, <2 x i32> poison, <2 x i32> zeroinitializer
  %lanes = icmp ult <2 x i32> <i32 0, i32 1>, %50
  %item11 = add i64 %row3, %x9
  br label %body12

body12:                                           ; preds = %x8
  br label %body13

body13:                                           ; preds = %body12
  br label %body14

body14:                                           ; preds = %body13
  %51 = mul i64 %16, %group.id
  %52 = getelementptr i64, ptr addrspace(1) %12, i64 %14
  %53 = getelementptr i64, ptr addrspace(1) %52, i64 %51
  %54 = getelementptr i64, ptr addrspace(1) %53, i64 %x9
  %55 = call <2 x i64> @llvm.masked.load.v2i64.p1(ptr addrspace(1) align 8 %54, <2 x i1> %lanes, <2 x i64> poison)
  %56 = and <2 x i64> %55, splat (i64 4294967295)
  %57 = lshr <2 x i64> %55, splat (i64 32)
  %58 = mul <2 x i64> %56, splat (i64 444984403)
  %59 = lshr <2 x i64> %58, splat (i64 32)
  %60 = mul <2 x i64> %57, splat (i64 444984403)
  %61 = add <2 x i64> %60, %59
  %62 = mul <2 x i64> %56, splat (i64 3301882366)
  %63 = and <2 x i64> %61, splat (i64 4294967295)
  %64 = add <2 x i64> %62, %63
  %65 = lshr <2 x i64> %61, splat (i64 32)
  %66 = lshr <2 x i64> %64, splat (i64 32)
  %67 = mul <2 x i64> %57, splat (i64 3301882366)
  %68 = add <2 x i64> %67, %65
  %69 = add <2 x i64> %68, %66
  %70 = lshr <2 x i64> %69, splat (i64 3)
  call void @llvm.masked.store.v2i64.p1(<2 x i64> %70, ptr addrspace(1) align 8 %54, <2 x i1> %lanes)
  br label %body15

body15:                                           ; preds = %body14
  br label %items.next10

items.next10:                                     ; preds = %body15
  %71 = add nuw i64 %x9, 2
  %72 = icmp ult i64 %71, %4
  br i1 %72, label %x8, label %after16

after16:                                          ; preds = %items.next10
  br label %row.done

row.done:                                         ; preds = %after16, %rest
  %73 = add nuw i64 %row2, 1
  %74 = icmp ult i64 %73, %20
  br i1 %74, label %row, label %after17

after17:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after17
  %75 = add nuw i64 %group1, 1
  %76 = icmp ult i64 %75, %1
  br i1 %76, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <2 x i64> @llvm.masked.load.v2i64.p1(ptr addrspace(1) captures(none), <2 x i1>, <2 x i64>)

declare void @llvm.masked.store.v2i64.p1(<2 x i64>, ptr addrspace(1) captures(none), <2 x i1>)

