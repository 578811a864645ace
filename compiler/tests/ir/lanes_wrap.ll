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
  %group2 = phi i64 [ 0, %setup ], [ %95, %group.next ]
  %group.id = add i64 %36, %group2
  %37 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %37, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after22, %region
  %z3 = phi i64 [ 0, %region ], [ %93, %after22 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y4 = phi i64 [ 0, %z ], [ %91, %row.done ]
  %38 = mul i64 %z3, %6
  %39 = add i64 %38, %y4
  %row = mul i64 %39, %4
  %full = and i64 %4, -4
  %40 = select i1 %small, i64 %full, i64 0
  %41 = icmp ult i64 0, %40
  br i1 %41, label %vectors, label %rest

vectors:                                          ; preds = %y
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x5 = phi i64 [ 0, %vectors ], [ %60, %items.next ]
  %item = add i64 %row, %x5
  br label %body

body:                                             ; preds = %x
  %42 = zext i32 %20 to i64
  br label %body6

body6:                                            ; preds = %body
  br label %body7

body7:                                            ; preds = %body6
  %43 = trunc i64 %x5 to i32
  %44 = zext i32 %43 to i64
  %45 = insertelement <4 x i32> poison, i32 %20, i32 0
  %46 = shufflevector <4 x i32> %45, <4 x i32> poison, <4 x i32> zeroinitializer
  %47 = insertelement <4 x i32> poison, i32 %43, i32 0
  %48 = shufflevector <4 x i32> %47, <4 x i32> poison, <4 x i32> zeroinitializer
  %49 = add <4 x i32> %48, <i32 0, i32 1, i32 2, i32 3>
  %50 = icmp ugt <4 x i32> %46, %49
  %51 = xor <4 x i1> %50, splat (i1 true)
  br label %body8

body8:                                            ; preds = %body7
  %52 = sub i64 %44, %42
  %53 = getelementptr i32, ptr addrspace(1) %16, i64 %52
  %54 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %53, <4 x i1> %51, <4 x i32> poison)
  %55 = select <4 x i1> %51, <4 x i32> %54, <4 x i32> zeroinitializer
  br label %body9

body9:                                            ; preds = %body8
  %56 = mul i64 %24, %group.id
  %57 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %58 = getelementptr i32, ptr addrspace(1) %57, i64 %56
  %59 = getelementptr i32, ptr addrspace(1) %58, i64 %x5
  store <4 x i32> %55, ptr addrspace(1) %59, align 4
  br label %body10

body10:                                           ; preds = %body9
  br label %items.next

items.next:                                       ; preds = %body10
  %60 = add nuw i64 %x5, 4
  %61 = icmp ult i64 %60, %40
  br i1 %61, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %62 = select i1 %small, i64 4, i64 1
  %63 = icmp ult i64 %40, %4
  br i1 %63, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x11

x11:                                              ; preds = %items.next13, %partial
  %x12 = phi i64 [ %40, %partial ], [ %89, %items.next13 ]
  %64 = sub i64 %4, %x12
  %65 = icmp ult i64 %64, %62
  %66 = select i1 %65, i64 %64, i64 %62
  %67 = trunc i64 %66 to i32
  %68 = insertelement <4 x i32> poison, i32 %67, i32 0
  %69 = shufflevector <4 x i32> %68, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %69
  %item14 = add i64 %row, %x12
  br label %body15

body15:                                           ; preds = %x11
  %70 = zext i32 %20 to i64
  br label %body16

body16:                                           ; preds = %body15
  br label %body17

body17:                                           ; preds = %body16
  %71 = trunc i64 %x12 to i32
  %72 = zext i32 %71 to i64
  %73 = insertelement <4 x i32> poison, i32 %20, i32 0
  %74 = shufflevector <4 x i32> %73, <4 x i32> poison, <4 x i32> zeroinitializer
  %75 = insertelement <4 x i32> poison, i32 %71, i32 0
  %76 = shufflevector <4 x i32> %75, <4 x i32> poison, <4 x i32> zeroinitializer
  %77 = add <4 x i32> %76, <i32 0, i32 1, i32 2, i32 3>
  %78 = icmp ugt <4 x i32> %74, %77
  %79 = xor <4 x i1> %78, splat (i1 true)
  %80 = select <4 x i1> %lanes, <4 x i1> %79, <4 x i1> zeroinitializer
  br label %body18

body18:                                           ; preds = %body17
  %81 = sub i64 %72, %70
  %82 = getelementptr i32, ptr addrspace(1) %16, i64 %81
  %83 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %82, <4 x i1> %80, <4 x i32> poison)
  %84 = select <4 x i1> %80, <4 x i32> %83, <4 x i32> zeroinitializer
  br label %body19

body19:                                           ; preds = %body18
  %85 = mul i64 %24, %group.id
  %86 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %87 = getelementptr i32, ptr addrspace(1) %86, i64 %85
  %88 = getelementptr i32, ptr addrspace(1) %87, i64 %x12
  call void @llvm.masked.store.v4i32.p1(<4 x i32> %84, ptr addrspace(1) align 4 %88, <4 x i1> %lanes)
  br label %body20

body20:                                           ; preds = %body19
  br label %items.next13

items.next13:                                     ; preds = %body20
  %89 = add nuw i64 %x12, %62
  %90 = icmp ult i64 %89, %4
  br i1 %90, label %x11, label %after21

after21:                                          ; preds = %items.next13
  br label %row.done

row.done:                                         ; preds = %after21, %rest
  %91 = add nuw i64 %y4, 1
  %92 = icmp ult i64 %91, %6
  br i1 %92, label %y, label %after22

after22:                                          ; preds = %row.done
  %93 = add nuw i64 %z3, 1
  %94 = icmp ult i64 %93, %8
  br i1 %94, label %z, label %after23

after23:                                          ; preds = %after22
  br label %group.next

group.next:                                       ; preds = %after23
  %95 = add nuw i64 %group2, 1
  %96 = icmp ult i64 %95, %1
  br i1 %96, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

