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
  %group2 = phi i64 [ 0, %setup ], [ %100, %group.next ]
  %group.id = add i64 %36, %group2
  %37 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %37, align 8
  br label %region

region:                                           ; preds = %group
  br label %z

z:                                                ; preds = %after26, %region
  %z3 = phi i64 [ 0, %region ], [ %98, %after26 ]
  br label %y

y:                                                ; preds = %row.done, %z
  %y4 = phi i64 [ 0, %z ], [ %96, %row.done ]
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
  %x5 = phi i64 [ 0, %vectors ], [ %65, %items.next ]
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
  %51 = icmp uge i32 %43, %20
  br i1 %51, label %body8, label %body10

body8:                                            ; preds = %body7
  br label %body9

body9:                                            ; preds = %body8
  %52 = sub i64 %44, %42
  %53 = getelementptr i32, ptr addrspace(1) %16, i64 %52
  %54 = load <4 x i32>, ptr addrspace(1) %53, align 4
  br label %body13

body10:                                           ; preds = %body7
  br label %body11

body11:                                           ; preds = %body10
  %55 = xor <4 x i1> %50, splat (i1 true)
  br label %body12

body12:                                           ; preds = %body11
  %56 = sub i64 %44, %42
  %57 = getelementptr i32, ptr addrspace(1) %16, i64 %56
  %58 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %57, <4 x i1> %55, <4 x i32> poison)
  %59 = select <4 x i1> %55, <4 x i32> %58, <4 x i32> zeroinitializer
  br label %body13

body13:                                           ; preds = %body12, %body9
  %60 = phi <4 x i32> [ %54, %body9 ], [ %59, %body12 ]
  %61 = mul i64 %24, %group.id
  %62 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %63 = getelementptr i32, ptr addrspace(1) %62, i64 %61
  %64 = getelementptr i32, ptr addrspace(1) %63, i64 %x5
  store <4 x i32> %60, ptr addrspace(1) %64, align 4
  br label %body14

body14:                                           ; preds = %body13
  br label %items.next

items.next:                                       ; preds = %body14
  %65 = add nuw i64 %x5, 4
  %66 = icmp ult i64 %65, %40
  br i1 %66, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %y
  %67 = select i1 %small, i64 4, i64 1
  %68 = icmp ult i64 %40, %4
  br i1 %68, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x15

x15:                                              ; preds = %items.next17, %partial
  %x16 = phi i64 [ %40, %partial ], [ %94, %items.next17 ]
  %69 = sub i64 %4, %x16
  %70 = icmp ult i64 %69, %67
  %71 = select i1 %70, i64 %69, i64 %67
  %72 = trunc i64 %71 to i32
  %73 = insertelement <4 x i32> poison, i32 %72, i32 0
  %74 = shufflevector <4 x i32> %73, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %74
  %item18 = add i64 %row, %x16
  br label %body19

body19:                                           ; preds = %x15
  %75 = zext i32 %20 to i64
  br label %body20

body20:                                           ; preds = %body19
  br label %body21

body21:                                           ; preds = %body20
  %76 = trunc i64 %x16 to i32
  %77 = zext i32 %76 to i64
  %78 = insertelement <4 x i32> poison, i32 %20, i32 0
  %79 = shufflevector <4 x i32> %78, <4 x i32> poison, <4 x i32> zeroinitializer
  %80 = insertelement <4 x i32> poison, i32 %76, i32 0
  %81 = shufflevector <4 x i32> %80, <4 x i32> poison, <4 x i32> zeroinitializer
  %82 = add <4 x i32> %81, <i32 0, i32 1, i32 2, i32 3>
  %83 = icmp ugt <4 x i32> %79, %82
  %84 = xor <4 x i1> %83, splat (i1 true)
  %85 = select <4 x i1> %lanes, <4 x i1> %84, <4 x i1> zeroinitializer
  br label %body22

body22:                                           ; preds = %body21
  %86 = sub i64 %77, %75
  %87 = getelementptr i32, ptr addrspace(1) %16, i64 %86
  %88 = call <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) align 4 %87, <4 x i1> %85, <4 x i32> poison)
  %89 = select <4 x i1> %85, <4 x i32> %88, <4 x i32> zeroinitializer
  br label %body23

body23:                                           ; preds = %body22
  %90 = mul i64 %24, %group.id
  %91 = getelementptr i32, ptr addrspace(1) %12, i64 %22
  %92 = getelementptr i32, ptr addrspace(1) %91, i64 %90
  %93 = getelementptr i32, ptr addrspace(1) %92, i64 %x16
  call void @llvm.masked.store.v4i32.p1(<4 x i32> %89, ptr addrspace(1) align 4 %93, <4 x i1> %lanes)
  br label %body24

body24:                                           ; preds = %body23
  br label %items.next17

items.next17:                                     ; preds = %body24
  %94 = add nuw i64 %x16, %67
  %95 = icmp ult i64 %94, %4
  br i1 %95, label %x15, label %after25

after25:                                          ; preds = %items.next17
  br label %row.done

row.done:                                         ; preds = %after25, %rest
  %96 = add nuw i64 %y4, 1
  %97 = icmp ult i64 %96, %6
  br i1 %97, label %y, label %after26

after26:                                          ; preds = %row.done
  %98 = add nuw i64 %z3, 1
  %99 = icmp ult i64 %98, %8
  br i1 %99, label %z, label %after27

after27:                                          ; preds = %after26
  br label %group.next

group.next:                                       ; preds = %after27
  %100 = add nuw i64 %group2, 1
  %101 = icmp ult i64 %100, %1
  br i1 %101, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x i32> @llvm.masked.load.v4i32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x i32>)

declare void @llvm.masked.store.v4i32.p1(<4 x i32>, ptr addrspace(1) captures(none), <4 x i1>)

