declare ptr @__mirrorcl_context() local_unnamed_addr

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare void @__mirrorcl_barrier() local_unnamed_addr

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %shared = alloca i32, align 4
  %shared2 = alloca i64, align 8
  %exit = alloca i32, align 4
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
  %20 = load i64, ptr %19, align 8
  %21 = getelementptr i8, ptr %0, i64 160
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr i8, ptr %22, i64 %20
  %24 = addrspacecast ptr %23 to ptr addrspace(3)
  %25 = getelementptr i8, ptr %0, i64 56
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr i8, ptr %0, i64 128
  %28 = load i64, ptr %27, align 8
  %29 = getelementptr i8, ptr %0, i64 104
  %30 = load i64, ptr %29, align 8
  %31 = getelementptr i8, ptr %0, i64 56
  %32 = load i64, ptr %31, align 8
  %33 = getelementptr i8, ptr %0, i64 80
  %34 = load i64, ptr %33, align 8
  %35 = add i64 %32, %34
  %small = icmp ule i64 %35, 2130706432
  %36 = getelementptr i8, ptr %0, i64 64
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr i8, ptr %0, i64 88
  %39 = load i64, ptr %38, align 8
  %40 = add i64 %37, %39
  %small1 = icmp ule i64 %40, 2130706432
  %41 = getelementptr i8, ptr %0, i64 8
  %42 = load i64, ptr %41, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group3 = phi i64 [ 0, %setup ], [ %226, %group.next ]
  %group.id = add i64 %42, %group3
  %43 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %43, align 8
  br label %region

region:                                           ; preds = %group
  store i32 1, ptr %exit, align 4
  %44 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row5 = phi i64 [ 0, %region ], [ %98, %row.done ]
  %row6 = mul i64 %row5, %4
  %full = and i64 %4, -4
  %45 = select i1 %small, i64 %full, i64 0
  %46 = icmp ult i64 0, %45
  br i1 %46, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x7 = phi i64 [ 0, %vectors ], [ %66, %items.next ]
  %item = add i64 %row6, %x7
  br label %body

body:                                             ; preds = %x
  br label %body8

body8:                                            ; preds = %body
  br label %body9

body9:                                            ; preds = %body8
  %47 = trunc i64 %x7 to i32
  %48 = mul i64 %28, %group.id
  %49 = getelementptr float, ptr addrspace(1) %12, i64 %26
  %50 = getelementptr float, ptr addrspace(1) %49, i64 %48
  %51 = getelementptr float, ptr addrspace(1) %50, i64 %x7
  %52 = load <4 x float>, ptr addrspace(1) %51, align 4
  %53 = and i64 %x7, 4294967295
  %54 = getelementptr float, ptr addrspace(3) %24, i64 %53
  store <4 x float> %52, ptr addrspace(3) %54, align 4
  %55 = lshr i64 %30, 1
  %56 = trunc i64 %55 to i32
  %57 = icmp eq i32 %56, 0
  br i1 %57, label %body10, label %body15

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %58 = insertelement <4 x i32> poison, i32 %47, i32 0
  %59 = shufflevector <4 x i32> %58, <4 x i32> poison, <4 x i32> zeroinitializer
  %60 = add <4 x i32> %59, <i32 0, i32 1, i32 2, i32 3>
  %61 = icmp eq <4 x i32> %60, zeroinitializer
  %62 = bitcast <4 x i1> %61 to i4
  %63 = icmp ne i4 %62, 0
  br i1 %63, label %body12, label %body13

body12:                                           ; preds = %body11
  %64 = load float, ptr addrspace(3) %24, align 4
  %65 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %64, ptr addrspace(1) %65, align 4
  br label %body14

body13:                                           ; preds = %body11
  br label %body14

body14:                                           ; preds = %body13, %body12
  br label %body17

body15:                                           ; preds = %body9
  br label %body16

body16:                                           ; preds = %body15
  store i32 %56, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body17

body17:                                           ; preds = %body16, %body14
  br label %items.next

items.next:                                       ; preds = %body17
  %66 = add nuw i64 %x7, 4
  %67 = icmp ult i64 %66, %45
  br i1 %67, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %68 = select i1 %small, i64 4, i64 1
  %69 = icmp ult i64 %45, %4
  br i1 %69, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x18

x18:                                              ; preds = %items.next20, %partial
  %x19 = phi i64 [ %45, %partial ], [ %96, %items.next20 ]
  %70 = sub i64 %4, %x19
  %71 = icmp ult i64 %70, %68
  %72 = select i1 %71, i64 %70, i64 %68
  %73 = trunc i64 %72 to i32
  %74 = insertelement <4 x i32> poison, i32 %73, i32 0
  %75 = shufflevector <4 x i32> %74, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %75
  %item21 = add i64 %row6, %x19
  br label %body22

body22:                                           ; preds = %x18
  br label %body23

body23:                                           ; preds = %body22
  br label %body24

body24:                                           ; preds = %body23
  %76 = trunc i64 %x19 to i32
  %77 = mul i64 %28, %group.id
  %78 = getelementptr float, ptr addrspace(1) %12, i64 %26
  %79 = getelementptr float, ptr addrspace(1) %78, i64 %77
  %80 = getelementptr float, ptr addrspace(1) %79, i64 %x19
  %81 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %80, <4 x i1> %lanes, <4 x float> poison)
  %82 = and i64 %x19, 4294967295
  %83 = getelementptr float, ptr addrspace(3) %24, i64 %82
  call void @llvm.masked.store.v4f32.p3(<4 x float> %81, ptr addrspace(3) align 4 %83, <4 x i1> %lanes)
  %84 = lshr i64 %30, 1
  %85 = trunc i64 %84 to i32
  %86 = icmp eq i32 %85, 0
  br i1 %86, label %body25, label %body30

body25:                                           ; preds = %body24
  br label %body26

body26:                                           ; preds = %body25
  %87 = insertelement <4 x i32> poison, i32 %76, i32 0
  %88 = shufflevector <4 x i32> %87, <4 x i32> poison, <4 x i32> zeroinitializer
  %89 = add <4 x i32> %88, <i32 0, i32 1, i32 2, i32 3>
  %90 = icmp eq <4 x i32> %89, zeroinitializer
  %91 = select <4 x i1> %lanes, <4 x i1> %90, <4 x i1> zeroinitializer
  %92 = bitcast <4 x i1> %91 to i4
  %93 = icmp ne i4 %92, 0
  br i1 %93, label %body27, label %body28

body27:                                           ; preds = %body26
  %94 = load float, ptr addrspace(3) %24, align 4
  %95 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %94, ptr addrspace(1) %95, align 4
  br label %body29

body28:                                           ; preds = %body26
  br label %body29

body29:                                           ; preds = %body28, %body27
  br label %body32

body30:                                           ; preds = %body24
  br label %body31

body31:                                           ; preds = %body30
  store i32 %85, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body32

body32:                                           ; preds = %body31, %body29
  br label %items.next20

items.next20:                                     ; preds = %body32
  %96 = add nuw i64 %x19, %68
  %97 = icmp ult i64 %96, %4
  br i1 %97, label %x18, label %after33

after33:                                          ; preds = %items.next20
  br label %row.done

row.done:                                         ; preds = %after33, %rest
  %98 = add nuw i64 %row5, 1
  %99 = icmp ult i64 %98, %44
  br i1 %99, label %row, label %after34

after34:                                          ; preds = %row.done
  %100 = load i32, ptr %exit, align 4
  switch i32 %100, label %region4 [
    i32 1, label %group.next
  ]

region4:                                          ; preds = %after108, %after34
  %101 = load i32, ptr %shared, align 4
  store i32 1, ptr %exit, align 4
  %102 = mul i64 %6, %8
  br label %row35

row35:                                            ; preds = %guard.done, %region4
  %row36 = phi i64 [ 0, %region4 ], [ %223, %guard.done ]
  %row37 = mul i64 %row36, %4
  %item38 = add i64 %row37, 0
  br label %body39

body39:                                           ; preds = %row35
  store i64 0, ptr %shared2, align 8
  br label %body40

body40:                                           ; preds = %body39
  %103 = zext i32 %101 to i64
  %104 = load i64, ptr %shared2, align 8
  %105 = icmp ugt i64 %103, %104
  %106 = select i1 %105, i64 %103, i64 %104
  store i64 %106, ptr %shared2, align 8
  br label %body41

body41:                                           ; preds = %body40
  %107 = lshr i32 %101, 1
  %108 = icmp eq i32 %107, 0
  br i1 %108, label %body42, label %body44

body42:                                           ; preds = %body41
  %109 = load i64, ptr %shared2, align 8
  %110 = icmp ugt i64 1, %109
  %111 = select i1 %110, i64 1, i64 %109
  store i64 %111, ptr %shared2, align 8
  br label %body43

body43:                                           ; preds = %body42
  br label %bounded

body44:                                           ; preds = %body41
  br label %bounded

bounded:                                          ; preds = %body44, %body43
  %count = load i64, ptr %shared2, align 8
  %112 = icmp ult i64 %count, %4
  %113 = select i1 %112, i64 %count, i64 %4
  %114 = icmp ne i64 %113, 0
  br i1 %114, label %within, label %after.within

within:                                           ; preds = %bounded
  %full45 = and i64 %113, -4
  %115 = select i1 %small, i64 %full45, i64 0
  %116 = icmp ult i64 0, %115
  br i1 %116, label %vectors46, label %rest47

vectors46:                                        ; preds = %within
  br label %x48

x48:                                              ; preds = %items.next50, %vectors46
  %x49 = phi i64 [ 0, %vectors46 ], [ %170, %items.next50 ]
  %item51 = add i64 %row37, %x49
  br label %body52

body52:                                           ; preds = %x48
  %117 = trunc i64 %x49 to i32
  %118 = and i64 %x49, 4294967295
  %119 = getelementptr float, ptr addrspace(3) %24, i64 %118
  br label %body53

body53:                                           ; preds = %body52
  %120 = insertelement <4 x i32> poison, i32 %101, i32 0
  %121 = shufflevector <4 x i32> %120, <4 x i32> poison, <4 x i32> zeroinitializer
  %122 = insertelement <4 x i32> poison, i32 %117, i32 0
  %123 = shufflevector <4 x i32> %122, <4 x i32> poison, <4 x i32> zeroinitializer
  %124 = add <4 x i32> %123, <i32 0, i32 1, i32 2, i32 3>
  %125 = icmp ugt <4 x i32> %121, %124
  %126 = add i32 %117, 3
  %127 = icmp ult i32 %126, %101
  br i1 %127, label %body54, label %body59

body54:                                           ; preds = %body53
  br label %body55

body55:                                           ; preds = %body54
  %128 = add i32 %101, %117
  %129 = insertelement <4 x i32> poison, i32 %128, i32 0
  %130 = shufflevector <4 x i32> %129, <4 x i32> poison, <4 x i32> zeroinitializer
  %131 = add <4 x i32> %130, <i32 0, i32 1, i32 2, i32 3>
  %132 = zext <4 x i32> %131 to <4 x i64>
  %133 = getelementptr inbounds nuw float, ptr addrspace(3) %24, <4 x i64> %132
  %134 = icmp ule i32 %128, -4
  %135 = freeze i1 %134
  %136 = zext i32 %128 to i64
  %137 = getelementptr float, ptr addrspace(3) %24, i64 %136
  br i1 %135, label %body56, label %body57

body56:                                           ; preds = %body55
  %138 = load <4 x float>, ptr addrspace(3) %137, align 4
  br label %body58

body57:                                           ; preds = %body55
  %139 = call <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)> align 4 %133, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body58

body58:                                           ; preds = %body57, %body56
  %140 = phi <4 x float> [ %138, %body56 ], [ %139, %body57 ]
  %141 = load <4 x float>, ptr addrspace(3) %119, align 4
  %142 = fadd <4 x float> %141, %140
  store <4 x float> %142, ptr addrspace(3) %119, align 4
  br label %body66

body59:                                           ; preds = %body53
  br label %body60

body60:                                           ; preds = %body59
  %143 = bitcast <4 x i1> %125 to i4
  %144 = icmp ne i4 %143, 0
  br i1 %144, label %body61, label %body65

body61:                                           ; preds = %body60
  %145 = add i32 %101, %117
  %146 = insertelement <4 x i32> poison, i32 %145, i32 0
  %147 = shufflevector <4 x i32> %146, <4 x i32> poison, <4 x i32> zeroinitializer
  %148 = add <4 x i32> %147, <i32 0, i32 1, i32 2, i32 3>
  %149 = zext <4 x i32> %148 to <4 x i64>
  %150 = getelementptr inbounds nuw float, ptr addrspace(3) %24, <4 x i64> %149
  %151 = icmp ule i32 %145, -4
  %152 = freeze i1 %151
  %153 = zext i32 %145 to i64
  %154 = getelementptr float, ptr addrspace(3) %24, i64 %153
  br i1 %152, label %body62, label %body63

body62:                                           ; preds = %body61
  %155 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %154, <4 x i1> %125, <4 x float> poison)
  br label %body64

body63:                                           ; preds = %body61
  %156 = call <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)> align 4 %150, <4 x i1> %125, <4 x float> poison)
  br label %body64

body64:                                           ; preds = %body63, %body62
  %157 = phi <4 x float> [ %155, %body62 ], [ %156, %body63 ]
  %158 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %119, <4 x i1> %125, <4 x float> poison)
  %159 = fadd <4 x float> %158, %157
  call void @llvm.masked.store.v4f32.p3(<4 x float> %159, ptr addrspace(3) align 4 %119, <4 x i1> %125)
  br label %body66

body65:                                           ; preds = %body60
  br label %body66

body66:                                           ; preds = %body65, %body64, %body58
  %160 = lshr i32 %101, 1
  %161 = icmp eq i32 %160, 0
  br i1 %161, label %body67, label %body72

body67:                                           ; preds = %body66
  br label %body68

body68:                                           ; preds = %body67
  %162 = insertelement <4 x i32> poison, i32 %117, i32 0
  %163 = shufflevector <4 x i32> %162, <4 x i32> poison, <4 x i32> zeroinitializer
  %164 = add <4 x i32> %163, <i32 0, i32 1, i32 2, i32 3>
  %165 = icmp eq <4 x i32> %164, zeroinitializer
  %166 = bitcast <4 x i1> %165 to i4
  %167 = icmp ne i4 %166, 0
  br i1 %167, label %body69, label %body70

body69:                                           ; preds = %body68
  %168 = load float, ptr addrspace(3) %24, align 4
  %169 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %168, ptr addrspace(1) %169, align 4
  br label %body71

body70:                                           ; preds = %body68
  br label %body71

body71:                                           ; preds = %body70, %body69
  br label %body74

body72:                                           ; preds = %body66
  br label %body73

body73:                                           ; preds = %body72
  store i32 %160, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body74

body74:                                           ; preds = %body73, %body71
  br label %items.next50

items.next50:                                     ; preds = %body74
  %170 = add nuw i64 %x49, 4
  %171 = icmp ult i64 %170, %115
  br i1 %171, label %x48, label %after75

after75:                                          ; preds = %items.next50
  br label %rest47

rest47:                                           ; preds = %after75, %within
  %172 = select i1 %small, i64 4, i64 1
  %173 = icmp ult i64 %115, %113
  br i1 %173, label %partial76, label %row.done77

partial76:                                        ; preds = %rest47
  br label %x78

x78:                                              ; preds = %items.next81, %partial76
  %x79 = phi i64 [ %115, %partial76 ], [ %218, %items.next81 ]
  %174 = sub i64 %113, %x79
  %175 = icmp ult i64 %174, %172
  %176 = select i1 %175, i64 %174, i64 %172
  %177 = trunc i64 %176 to i32
  %178 = insertelement <4 x i32> poison, i32 %177, i32 0
  %179 = shufflevector <4 x i32> %178, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes80 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %179
  %item82 = add i64 %row37, %x79
  br label %body83

body83:                                           ; preds = %x78
  %180 = trunc i64 %x79 to i32
  %181 = and i64 %x79, 4294967295
  %182 = getelementptr float, ptr addrspace(3) %24, i64 %181
  br label %body84

body84:                                           ; preds = %body83
  %183 = insertelement <4 x i32> poison, i32 %101, i32 0
  %184 = shufflevector <4 x i32> %183, <4 x i32> poison, <4 x i32> zeroinitializer
  %185 = insertelement <4 x i32> poison, i32 %180, i32 0
  %186 = shufflevector <4 x i32> %185, <4 x i32> poison, <4 x i32> zeroinitializer
  %187 = add <4 x i32> %186, <i32 0, i32 1, i32 2, i32 3>
  %188 = icmp ugt <4 x i32> %184, %187
  %189 = select <4 x i1> %lanes80, <4 x i1> %188, <4 x i1> zeroinitializer
  %190 = bitcast <4 x i1> %189 to i4
  %191 = icmp ne i4 %190, 0
  br i1 %191, label %body85, label %body89

body85:                                           ; preds = %body84
  %192 = add i32 %101, %180
  %193 = insertelement <4 x i32> poison, i32 %192, i32 0
  %194 = shufflevector <4 x i32> %193, <4 x i32> poison, <4 x i32> zeroinitializer
  %195 = add <4 x i32> %194, <i32 0, i32 1, i32 2, i32 3>
  %196 = zext <4 x i32> %195 to <4 x i64>
  %197 = getelementptr inbounds nuw float, ptr addrspace(3) %24, <4 x i64> %196
  %198 = icmp ule i32 %192, -4
  %199 = freeze i1 %198
  %200 = zext i32 %192 to i64
  %201 = getelementptr float, ptr addrspace(3) %24, i64 %200
  br i1 %199, label %body86, label %body87

body86:                                           ; preds = %body85
  %202 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %201, <4 x i1> %189, <4 x float> poison)
  br label %body88

body87:                                           ; preds = %body85
  %203 = call <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)> align 4 %197, <4 x i1> %189, <4 x float> poison)
  br label %body88

body88:                                           ; preds = %body87, %body86
  %204 = phi <4 x float> [ %202, %body86 ], [ %203, %body87 ]
  %205 = call <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) align 4 %182, <4 x i1> %189, <4 x float> poison)
  %206 = fadd <4 x float> %205, %204
  call void @llvm.masked.store.v4f32.p3(<4 x float> %206, ptr addrspace(3) align 4 %182, <4 x i1> %189)
  br label %body90

body89:                                           ; preds = %body84
  br label %body90

body90:                                           ; preds = %body89, %body88
  %207 = lshr i32 %101, 1
  %208 = icmp eq i32 %207, 0
  br i1 %208, label %body91, label %body96

body91:                                           ; preds = %body90
  br label %body92

body92:                                           ; preds = %body91
  %209 = insertelement <4 x i32> poison, i32 %180, i32 0
  %210 = shufflevector <4 x i32> %209, <4 x i32> poison, <4 x i32> zeroinitializer
  %211 = add <4 x i32> %210, <i32 0, i32 1, i32 2, i32 3>
  %212 = icmp eq <4 x i32> %211, zeroinitializer
  %213 = select <4 x i1> %lanes80, <4 x i1> %212, <4 x i1> zeroinitializer
  %214 = bitcast <4 x i1> %213 to i4
  %215 = icmp ne i4 %214, 0
  br i1 %215, label %body93, label %body94

body93:                                           ; preds = %body92
  %216 = load float, ptr addrspace(3) %24, align 4
  %217 = getelementptr inbounds nuw float, ptr addrspace(1) %16, i64 %group.id
  store float %216, ptr addrspace(1) %217, align 4
  br label %body95

body94:                                           ; preds = %body92
  br label %body95

body95:                                           ; preds = %body94, %body93
  br label %body98

body96:                                           ; preds = %body90
  br label %body97

body97:                                           ; preds = %body96
  store i32 %207, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  br label %body98

body98:                                           ; preds = %body97, %body95
  br label %items.next81

items.next81:                                     ; preds = %body98
  %218 = add nuw i64 %x79, %172
  %219 = icmp ult i64 %218, %113
  br i1 %219, label %x78, label %after99

after99:                                          ; preds = %items.next81
  br label %row.done77

row.done77:                                       ; preds = %after99, %rest47
  br label %after.within

after.within:                                     ; preds = %row.done77, %bounded
  br i1 %112, label %others, label %guard.done

others:                                           ; preds = %after.within
  %item101 = add i64 %row37, %113
  br label %body102

body102:                                          ; preds = %others
  br label %body103

body103:                                          ; preds = %body102
  br label %body104

body104:                                          ; preds = %body103
  %220 = lshr i32 %101, 1
  %221 = icmp eq i32 %220, 0
  br i1 %221, label %body105, label %body107

body105:                                          ; preds = %body104
  br label %body106

body106:                                          ; preds = %body105
  br label %guard.done

body107:                                          ; preds = %body104
  %222 = phi i32 [ %220, %body104 ]
  store i32 %222, ptr %shared, align 4
  br label %exit100

exit100:                                          ; preds = %body107
  store i32 0, ptr %exit, align 4
  br label %guard.done

guard.done:                                       ; preds = %body106, %exit100, %after.within
  %223 = add nuw i64 %row36, 1
  %224 = icmp ult i64 %223, %102
  br i1 %224, label %row35, label %after108

after108:                                         ; preds = %guard.done
  %225 = load i32, ptr %exit, align 4
  switch i32 %225, label %region4 [
    i32 1, label %group.next
  ]

group.next:                                       ; preds = %after108, %after34
  %226 = add nuw i64 %group3, 1
  %227 = icmp ult i64 %226, %1
  br i1 %227, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p3(<4 x float>, ptr addrspace(3) captures(none), <4 x i1>)

declare <4 x float> @llvm.masked.gather.v4f32.v4p3(<4 x ptr addrspace(3)>, <4 x i1>, <4 x float>)

declare <4 x float> @llvm.masked.load.v4f32.p3(ptr addrspace(3) captures(none), <4 x i1>, <4 x float>)

