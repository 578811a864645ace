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
  %13 = getelementptr i8, ptr %0, i64 0
  %14 = load ptr, ptr %13, align 8
  %15 = getelementptr i8, ptr %14, i64 8
  %16 = load ptr addrspace(1), ptr %15, align 1
  %17 = getelementptr i8, ptr %0, i64 0
  %18 = load ptr, ptr %17, align 8
  %19 = getelementptr i8, ptr %18, i64 16
  %20 = load i32, ptr %19, align 1
  %21 = getelementptr i8, ptr %0, i64 56
  %22 = load i64, ptr %21, align 8
  %23 = getelementptr i8, ptr %0, i64 128
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 80
  %28 = load i64, ptr %27, align 8
  %29 = add i64 %26, %28
  %small = icmp ule i64 %29, 2130706432
  %30 = getelementptr i8, ptr %0, i64 64
  %31 = load i64, ptr %30, align 8
  %32 = getelementptr i8, ptr %0, i64 88
  %33 = load i64, ptr %32, align 8
  %34 = add i64 %31, %33
  %small1 = icmp ule i64 %34, 2130706432
  %35 = getelementptr i8, ptr %0, i64 8
  %36 = load i64, ptr %35, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %97, %group.next ]
  %group.id = add i64 %36, %group2
  %37 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %37, align 8
  br label %region

region:                                           ; preds = %group
  %38 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row3 = phi i64 [ 0, %region ], [ %95, %row.done ]
  %row4 = mul i64 %row3, %4
  %full = and i64 %4, -4
  %39 = select i1 %small, i64 %full, i64 0
  %40 = icmp ult i64 0, %39
  br i1 %40, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %64, %items.next ]
  %item = add i64 %row4, %x5
  br label %body

body:                                             ; preds = %x
  %41 = zext i32 %20 to i64
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %42 = trunc i64 %x5 to i32
  %43 = zext i32 %42 to i64
  %44 = insertelement <4 x i32> poison, i32 %20, i32 0
  %45 = shufflevector <4 x i32> %44, <4 x i32> poison, <4 x i32> zeroinitializer
  %46 = insertelement <4 x i32> poison, i32 %42, i32 0
  %47 = shufflevector <4 x i32> %46, <4 x i32> poison, <4 x i32> zeroinitializer
  %48 = add <4 x i32> %47, <i32 0, i32 1, i32 2, i32 3>
  %49 = icmp ugt <4 x i32> %45, %48
  %50 = icmp uge i32 %42, %20
  br i1 %50, label %body8, label %body10

body8:                                            ; preds = %body7
  br label %body9

body9:                                            ; preds = %body8
  %51 = sub i64 %43, %41
  %52 = getelementptr i32, ptr addrspace(1) %16, i64 %51
  %53 = load <4 x i32>, ptr addrspace(1) %52, align 4
  br label %body13

body10:                                           ; preds = %body7
  br label %body11

body11:                                           ; preds = %body10
  %54 = xor <4 x i1> %49, splat (i1 true)
  br label %body12

body12:                                           ; preds = %body11
  %55 = sub i64 %43, %41
  %56 = getelementptr i32, ptr addrspace(1) %16, i64 %55
  %57 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %56, <4 x i1> %54, <4 x i32> poison)
  %58 = select <4 x i1> %54, <4 x i32> %57, <4 x i32> zeroinitializer
  br label %body13

body13:                                           ; preds = %body12, %body9
  %59 = phi <4 x i32> [ %53, %body9 ], [ %58, %body12 ]
  %60 = mul i64 %24, %group.id
  %61 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %62 = getelementptr i32, ptr addrspace(1) %61, i64 %60
  %63 = getelementptr i32, ptr addrspace(1) %62, i64 %x5
  store <4 x i32> %59, ptr addrspace(1) %63, align 4
  br label %body14

body14:                                           ; preds = %body13
  br label %items.next

items.next:                                       ; preds = %body14
  %64 = add nuw i64 %x5, 4
  %65 = icmp ult i64 %64, %39
  br i1 %65, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %66 = select i1 %small, i64 4, i64 1
  %67 = icmp ult i64 %39, %4
  br i1 %67, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x15

x15:                                              ; preds = %items.next17, %partial
  %x16 = phi i64 [ %39, %partial ], [ %93, %items.next17 ]
  %68 = sub i64 %4, %x16
  %69 = icmp ult i64 %68, %66
  %70 = select i1 %69, i64 %68, i64 %66
  %71 = trunc i64 %70 to i32
  %72 = insertelement <4 x i32> poison, i32 %71, i32 0
  %73 = shufflevector <4 x i32> %72, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %73
  %item18 = add i64 %row4, %x16
  br label %body19

body19:                                           ; preds = %x15
  %74 = zext i32 %20 to i64
  br label %body20

body20:                                           ; preds = %body19
  br label %body21

body21:                                           ; preds = %body20
  %75 = trunc i64 %x16 to i32
  %76 = zext i32 %75 to i64
  %77 = insertelement <4 x i32> poison, i32 %20, i32 0
  %78 = shufflevector <4 x i32> %77, <4 x i32> poison, <4 x i32> zeroinitializer
  %79 = insertelement <4 x i32> poison, i32 %75, i32 0
  %80 = shufflevector <4 x i32> %79, <4 x i32> poison, <4 x i32> zeroinitializer
  %81 = add <4 x i32> %80, <i32 0, i32 1, i32 2, i32 3>
  %82 = icmp ugt <4 x i32> %78, %81
  %83 = xor <4 x i1> %82, splat (i1 true)
  %84 = select <4 x i1> %lanes, <4 x i1> %83, <4 x i1> zeroinitializer
  br label %body22

body22:                                           ; preds = %body21
  %85 = sub i64 %76, %74
  %86 = getelementptr i32, ptr addrspace(1) %16, i64 %85
  %87 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %86, <4 x i1> %84, <4 x i32> poison)
  %88 = select <4 x i1> %84, <4 x i32> %87, <4 x i32> zeroinitializer
  br label %body23

body23:                                           ; preds = %body22
  %89 = mul i64 %24, %group.id
  %90 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %91 = getelementptr i32, ptr addrspace(1) %90, i64 %89
  %92 = getelementptr i32, ptr addrspace(1) %91, i64 %x16
  call void @llvm.masked.store.v4i32.p1(<4 x i32> %88, ptr addrspace(1) align 4 %92, <4 x i1> %lanes)
  br label %body24

body24:                                           ; preds = %body23
  br label %items.next17

items.next17:                                     ; preds = %body24
  %93 = add nuw i64 %x16, %66
  %94 = icmp ult i64 %93, %4
  br i1 %94, label %x15, label %after25

after25:                                          ; preds = %items.next17
  br label %row.done

row.done:                                         ; preds = %after25, %rest
  %95 = add nuw i64 %row3, 1
  %96 = icmp ult i64 %95, %38
  br i1 %96, label %row, label %after26

after26:                                          ; preds = %row.done
  br label %group.next

group.next:                                       ; preds = %after26
  %97 = add nuw i64 %group2, 1
  %98 = icmp ult i64 %97, %1
  br i1 %98, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

