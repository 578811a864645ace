declare float @llvm.fmuladd.f32(float, float, float)

declare i64 @__mirrorcl_local_id(i32 noundef) local_unnamed_addr

declare void @__mirrorcl_barrier() local_unnamed_addr

declare <8 x float> @llvm.fmuladd.v8f32(<8 x float>, <8 x float>, <8 x float>)

declare <4 x float> @llvm.fmuladd.v4f32(<4 x float>, <4 x float>, <4 x float>)

define void @k.work_group(ptr noalias nonnull %0, i64 %1) {
entry:
  %shared = alloca i32, align 4
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
  %9 = getelementptr i8, ptr %0, i64 176
  %10 = load ptr, ptr %9, align 8
  %11 = mul i64 %4, %6
  %12 = mul i64 %11, %8
  %13 = add i64 %12, 63
  %rounded = and i64 %13, -64
  %14 = getelementptr i8, ptr %0, i64 0
  %15 = load ptr, ptr %14, align 8
  %16 = getelementptr i8, ptr %15, i64 0
  %17 = load ptr addrspace(1), ptr %16, align 1
  %18 = getelementptr i8, ptr %0, i64 0
  %19 = load ptr, ptr %18, align 8
  %20 = getelementptr i8, ptr %19, i64 8
  %21 = load ptr addrspace(1), ptr %20, align 1
  %22 = getelementptr i8, ptr %0, i64 0
  %23 = load ptr, ptr %22, align 8
  %24 = getelementptr i8, ptr %23, i64 16
  %25 = load i64, ptr %24, align 8
  %26 = getelementptr i8, ptr %0, i64 160
  %27 = load ptr, ptr %26, align 8
  %28 = getelementptr i8, ptr %27, i64 %25
  %29 = addrspacecast ptr %28 to ptr addrspace(3)
  %30 = getelementptr i8, ptr %0, i64 0
  %31 = load ptr, ptr %30, align 8
  %32 = getelementptr i8, ptr %31, i64 24
  %33 = load i32, ptr %32, align 1
  %34 = mul i64 %rounded, 0
  %35 = getelementptr i8, ptr %10, i64 %34
  %36 = getelementptr i8, ptr %0, i64 56
  %37 = load i64, ptr %36, align 8
  %38 = getelementptr i8, ptr %0, i64 80
  %39 = load i64, ptr %38, align 8
  %40 = add i64 %37, %39
  %small = icmp ule i64 %40, 2130706432
  %41 = getelementptr i8, ptr %0, i64 64
  %42 = load i64, ptr %41, align 8
  %43 = getelementptr i8, ptr %0, i64 88
  %44 = load i64, ptr %43, align 8
  %45 = add i64 %42, %44
  %small1 = icmp ule i64 %45, 2130706432
  %46 = getelementptr i8, ptr %0, i64 8
  %47 = load i64, ptr %46, align 8
  br label %group

group:                                            ; preds = %group.next, %setup
  %group2 = phi i64 [ 0, %setup ], [ %249, %group.next ]
  %group.id = add i64 %47, %group2
  %48 = getelementptr i8, ptr %0, i64 8
  store i64 %group.id, ptr %48, align 8
  br label %region

region:                                           ; preds = %group
  store i32 0, ptr %exit, align 4
  %49 = mul i64 %6, %8
  br label %row

row:                                              ; preds = %row.done, %region
  %row5 = phi i64 [ 0, %region ], [ %106, %row.done ]
  %row6 = mul i64 %row5, %4
  %full = and i64 %4, -4
  %50 = select i1 %small, i64 %full, i64 0
  %51 = icmp ult i64 0, %50
  br i1 %51, label %vectors, label %rest

vectors:                                          ; preds = %row
  br label %x

x:                                                ; preds = %items.next, %vectors
  %x7 = phi i64 [ 0, %vectors ], [ %73, %items.next ]
  %item = add i64 %row6, %x7
  br label %body

body:                                             ; preds = %x
  br label %body8

body8:                                            ; preds = %body
  br label %body9

body9:                                            ; preds = %body8
  %52 = trunc i64 %x7 to i32
  %53 = icmp eq i32 %33, 0
  br i1 %53, label %body10, label %body12

body10:                                           ; preds = %body9
  br label %body11

body11:                                           ; preds = %body10
  %54 = and i64 %x7, 4294967295
  %55 = getelementptr float, ptr addrspace(1) %17, i64 %54
  store <4 x float> zeroinitializer, ptr addrspace(1) %55, align 4
  br label %body17

body12:                                           ; preds = %body9
  br label %body13

body13:                                           ; preds = %body12
  %56 = shl i32 0, 6
  %57 = add i32 %56, %52
  %58 = insertelement <4 x i32> poison, i32 %57, i32 0
  %59 = shufflevector <4 x i32> %58, <4 x i32> poison, <4 x i32> zeroinitializer
  %60 = add <4 x i32> %59, <i32 0, i32 1, i32 2, i32 3>
  %61 = zext <4 x i32> %60 to <4 x i64>
  %62 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %61
  %63 = icmp ule i32 %57, -4
  %64 = freeze i1 %63
  %65 = zext i32 %57 to i64
  %66 = getelementptr float, ptr addrspace(1) %21, i64 %65
  br i1 %64, label %body14, label %body15

body14:                                           ; preds = %body13
  %67 = load <4 x float>, ptr addrspace(1) %66, align 4
  br label %body16

body15:                                           ; preds = %body13
  %68 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %62, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body16

body16:                                           ; preds = %body15, %body14
  %69 = phi <4 x float> [ %67, %body14 ], [ %68, %body15 ]
  %70 = and i64 %x7, 4294967295
  %71 = getelementptr float, ptr addrspace(3) %29, i64 %70
  store <4 x float> %69, ptr addrspace(3) %71, align 4
  store i32 0, ptr %shared, align 4
  %72 = getelementptr float, ptr %35, i64 %item
  store <4 x float> zeroinitializer, ptr %72, align 4
  store i32 1, ptr %exit, align 4
  br label %body17

body17:                                           ; preds = %body16, %body11
  br label %items.next

items.next:                                       ; preds = %body17
  %73 = add nuw i64 %x7, 4
  %74 = icmp ult i64 %73, %50
  br i1 %74, label %x, label %after

after:                                            ; preds = %items.next
  br label %rest

rest:                                             ; preds = %after, %row
  %75 = select i1 %small, i64 4, i64 1
  %76 = icmp ult i64 %50, %4
  br i1 %76, label %partial, label %row.done

partial:                                          ; preds = %rest
  br label %x18

x18:                                              ; preds = %items.next20, %partial
  %x19 = phi i64 [ %50, %partial ], [ %104, %items.next20 ]
  %77 = sub i64 %4, %x19
  %78 = icmp ult i64 %77, %75
  %79 = select i1 %78, i64 %77, i64 %75
  %80 = trunc i64 %79 to i32
  %81 = insertelement <4 x i32> poison, i32 %80, i32 0
  %82 = shufflevector <4 x i32> %81, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %82
  %item21 = add i64 %row6, %x19
  br label %body22

body22:                                           ; preds = %x18
  br label %body23

body23:                                           ; preds = %body22
  br label %body24

body24:                                           ; preds = %body23
  %83 = trunc i64 %x19 to i32
  %84 = icmp eq i32 %33, 0
  br i1 %84, label %body25, label %body27

body25:                                           ; preds = %body24
  br label %body26

body26:                                           ; preds = %body25
  %85 = and i64 %x19, 4294967295
  %86 = getelementptr float, ptr addrspace(1) %17, i64 %85
  call void @llvm.masked.store.v4f32.p1(<4 x float> zeroinitializer, ptr addrspace(1) align 4 %86, <4 x i1> %lanes)
  br label %body32

body27:                                           ; preds = %body24
  br label %body28

body28:                                           ; preds = %body27
  %87 = shl i32 0, 6
  %88 = add i32 %87, %83
  %89 = insertelement <4 x i32> poison, i32 %88, i32 0
  %90 = shufflevector <4 x i32> %89, <4 x i32> poison, <4 x i32> zeroinitializer
  %91 = add <4 x i32> %90, <i32 0, i32 1, i32 2, i32 3>
  %92 = zext <4 x i32> %91 to <4 x i64>
  %93 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %92
  %94 = icmp ule i32 %88, -4
  %95 = freeze i1 %94
  %96 = zext i32 %88 to i64
  %97 = getelementptr float, ptr addrspace(1) %21, i64 %96
  br i1 %95, label %body29, label %body30

body29:                                           ; preds = %body28
  %98 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %97, <4 x i1> %lanes, <4 x float> poison)
  br label %body31

body30:                                           ; preds = %body28
  %99 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %93, <4 x i1> %lanes, <4 x float> poison)
  br label %body31

body31:                                           ; preds = %body30, %body29
  %100 = phi <4 x float> [ %98, %body29 ], [ %99, %body30 ]
  %101 = and i64 %x19, 4294967295
  %102 = getelementptr float, ptr addrspace(3) %29, i64 %101
  call void @llvm.masked.store.v4f32.p3(<4 x float> %100, ptr addrspace(3) align 4 %102, <4 x i1> %lanes)
  store i32 0, ptr %shared, align 4
  %103 = getelementptr float, ptr %35, i64 %item21
  call void @llvm.masked.store.v4f32.p0(<4 x float> zeroinitializer, ptr align 4 %103, <4 x i1> %lanes)
  store i32 1, ptr %exit, align 4
  br label %body32

body32:                                           ; preds = %body31, %body26
  br label %items.next20

items.next20:                                     ; preds = %body32
  %104 = add nuw i64 %x19, %75
  %105 = icmp ult i64 %104, %4
  br i1 %105, label %x18, label %after33

after33:                                          ; preds = %items.next20
  br label %row.done

row.done:                                         ; preds = %after33, %rest
  %106 = add nuw i64 %row5, 1
  %107 = icmp ult i64 %106, %49
  br i1 %107, label %row, label %after34

after34:                                          ; preds = %row.done
  %108 = load i32, ptr %exit, align 4
  switch i32 %108, label %group.next [
    i32 1, label %region3
  ]

region3:                                          ; preds = %after126, %after34
  %109 = mul i64 %6, %8
  br label %row35

row35:                                            ; preds = %row.done71, %region3
  %row36 = phi i64 [ 0, %region3 ], [ %182, %row.done71 ]
  %row37 = mul i64 %row36, %4
  %full38 = and i64 %4, -8
  %110 = select i1 %small, i64 %full38, i64 0
  %111 = icmp ult i64 0, %110
  br i1 %111, label %vectors39, label %rest40

vectors39:                                        ; preds = %row35
  br label %x41

x41:                                              ; preds = %items.next43, %vectors39
  %x42 = phi i64 [ 0, %vectors39 ], [ %130, %items.next43 ]
  %item44 = add i64 %row37, %x42
  br label %body45

body45:                                           ; preds = %x41
  %112 = getelementptr float, ptr %35, i64 %item44
  %113 = load <8 x float>, ptr %112, align 4
  %114 = trunc i64 %x42 to i32
  br label %body46

body46:                                           ; preds = %body45
  br label %body47

body47:                                           ; preds = %body48, %body46
  %115 = phi <8 x float> [ %113, %body46 ], [ %126, %body48 ]
  %116 = phi i32 [ 0, %body46 ], [ %127, %body48 ]
  %117 = zext i32 %116 to i64
  %118 = getelementptr inbounds nuw float, ptr addrspace(3) %29, i64 %117
  %119 = load float, ptr addrspace(3) %118, align 4
  %120 = insertelement <8 x i32> poison, i32 %114, i32 0
  %121 = shufflevector <8 x i32> %120, <8 x i32> poison, <8 x i32> zeroinitializer
  %122 = add <8 x i32> %121, <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
  %123 = uitofp <8 x i32> %122 to <8 x float>
  %124 = insertelement <8 x float> poison, float %119, i32 0
  %125 = shufflevector <8 x float> %124, <8 x float> poison, <8 x i32> zeroinitializer
  %126 = call <8 x float> @llvm.fmuladd.v8f32(<8 x float> %125, <8 x float> %123, <8 x float> %115)
  %127 = add i32 %116, 1
  %128 = icmp ult i32 %127, %33
  br i1 %128, label %body48, label %body49

body48:                                           ; preds = %body47
  br label %body47

body49:                                           ; preds = %body47
  br label %body50

body50:                                           ; preds = %body49
  br label %body51

body51:                                           ; preds = %body50
  %129 = getelementptr float, ptr %35, i64 %item44
  store <8 x float> %126, ptr %129, align 4
  br label %body52

body52:                                           ; preds = %body51
  br label %items.next43

items.next43:                                     ; preds = %body52
  %130 = add nuw i64 %x42, 8
  %131 = icmp ult i64 %130, %110
  br i1 %131, label %x41, label %after53

after53:                                          ; preds = %items.next43
  br label %rest40

rest40:                                           ; preds = %after53, %row35
  %full54 = and i64 %4, -4
  %132 = select i1 %small, i64 %full54, i64 0
  %133 = icmp ult i64 %110, %132
  br i1 %133, label %vectors55, label %rest56

vectors55:                                        ; preds = %rest40
  br label %x57

x57:                                              ; preds = %items.next59, %vectors55
  %x58 = phi i64 [ %110, %vectors55 ], [ %152, %items.next59 ]
  %item60 = add i64 %row37, %x58
  br label %body61

body61:                                           ; preds = %x57
  %134 = getelementptr float, ptr %35, i64 %item60
  %135 = load <4 x float>, ptr %134, align 4
  %136 = trunc i64 %x58 to i32
  br label %body62

body62:                                           ; preds = %body61
  br label %body63

body63:                                           ; preds = %body64, %body62
  %137 = phi <4 x float> [ %135, %body62 ], [ %148, %body64 ]
  %138 = phi i32 [ 0, %body62 ], [ %149, %body64 ]
  %139 = zext i32 %138 to i64
  %140 = getelementptr inbounds nuw float, ptr addrspace(3) %29, i64 %139
  %141 = load float, ptr addrspace(3) %140, align 4
  %142 = insertelement <4 x i32> poison, i32 %136, i32 0
  %143 = shufflevector <4 x i32> %142, <4 x i32> poison, <4 x i32> zeroinitializer
  %144 = add <4 x i32> %143, <i32 0, i32 1, i32 2, i32 3>
  %145 = uitofp <4 x i32> %144 to <4 x float>
  %146 = insertelement <4 x float> poison, float %141, i32 0
  %147 = shufflevector <4 x float> %146, <4 x float> poison, <4 x i32> zeroinitializer
  %148 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %147, <4 x float> %145, <4 x float> %137)
  %149 = add i32 %138, 1
  %150 = icmp ult i32 %149, %33
  br i1 %150, label %body64, label %body65

body64:                                           ; preds = %body63
  br label %body63

body65:                                           ; preds = %body63
  br label %body66

body66:                                           ; preds = %body65
  br label %body67

body67:                                           ; preds = %body66
  %151 = getelementptr float, ptr %35, i64 %item60
  store <4 x float> %148, ptr %151, align 4
  br label %body68

body68:                                           ; preds = %body67
  br label %items.next59

items.next59:                                     ; preds = %body68
  %152 = add nuw i64 %x58, 4
  %153 = icmp ult i64 %152, %132
  br i1 %153, label %x57, label %after69

after69:                                          ; preds = %items.next59
  br label %rest56

rest56:                                           ; preds = %after69, %rest40
  %154 = select i1 %small, i64 4, i64 1
  %155 = icmp ult i64 %132, %4
  br i1 %155, label %partial70, label %row.done71

partial70:                                        ; preds = %rest56
  br label %x72

x72:                                              ; preds = %items.next75, %partial70
  %x73 = phi i64 [ %132, %partial70 ], [ %180, %items.next75 ]
  %156 = sub i64 %4, %x73
  %157 = icmp ult i64 %156, %154
  %158 = select i1 %157, i64 %156, i64 %154
  %159 = trunc i64 %158 to i32
  %160 = insertelement <4 x i32> poison, i32 %159, i32 0
  %161 = shufflevector <4 x i32> %160, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes74 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %161
  %item76 = add i64 %row37, %x73
  br label %body77

body77:                                           ; preds = %x72
  %162 = getelementptr float, ptr %35, i64 %item76
  %163 = call <4 x float> @llvm.masked.load.v4f32.p0(ptr align 4 %162, <4 x i1> %lanes74, <4 x float> poison)
  %164 = trunc i64 %x73 to i32
  br label %body78

body78:                                           ; preds = %body77
  br label %body79

body79:                                           ; preds = %body80, %body78
  %165 = phi <4 x float> [ %163, %body78 ], [ %176, %body80 ]
  %166 = phi i32 [ 0, %body78 ], [ %177, %body80 ]
  %167 = zext i32 %166 to i64
  %168 = getelementptr inbounds nuw float, ptr addrspace(3) %29, i64 %167
  %169 = load float, ptr addrspace(3) %168, align 4
  %170 = insertelement <4 x i32> poison, i32 %164, i32 0
  %171 = shufflevector <4 x i32> %170, <4 x i32> poison, <4 x i32> zeroinitializer
  %172 = add <4 x i32> %171, <i32 0, i32 1, i32 2, i32 3>
  %173 = uitofp <4 x i32> %172 to <4 x float>
  %174 = insertelement <4 x float> poison, float %169, i32 0
  %175 = shufflevector <4 x float> %174, <4 x float> poison, <4 x i32> zeroinitializer
  %176 = call <4 x float> @llvm.fmuladd.v4f32(<4 x float> %175, <4 x float> %173, <4 x float> %165)
  %177 = add i32 %166, 1
  %178 = icmp ult i32 %177, %33
  br i1 %178, label %body80, label %body81

body80:                                           ; preds = %body79
  br label %body79

body81:                                           ; preds = %body79
  br label %body82

body82:                                           ; preds = %body81
  br label %body83

body83:                                           ; preds = %body82
  %179 = getelementptr float, ptr %35, i64 %item76
  call void @llvm.masked.store.v4f32.p0(<4 x float> %176, ptr align 4 %179, <4 x i1> %lanes74)
  br label %body84

body84:                                           ; preds = %body83
  br label %items.next75

items.next75:                                     ; preds = %body84
  %180 = add nuw i64 %x73, %154
  %181 = icmp ult i64 %180, %4
  br i1 %181, label %x72, label %after85

after85:                                          ; preds = %items.next75
  br label %row.done71

row.done71:                                       ; preds = %after85, %rest56
  %182 = add nuw i64 %row36, 1
  %183 = icmp ult i64 %182, %109
  br i1 %183, label %row35, label %after86

after86:                                          ; preds = %row.done71
  br label %region4

region4:                                          ; preds = %after86
  %184 = load i32, ptr %shared, align 4
  store i32 0, ptr %exit, align 4
  %185 = mul i64 %6, %8
  br label %row87

row87:                                            ; preds = %row.done109, %region4
  %row88 = phi i64 [ 0, %region4 ], [ %246, %row.done109 ]
  %row89 = mul i64 %row88, %4
  %full90 = and i64 %4, -4
  %186 = select i1 %small, i64 %full90, i64 0
  %187 = icmp ult i64 0, %186
  br i1 %187, label %vectors91, label %rest92

vectors91:                                        ; preds = %row87
  br label %x93

x93:                                              ; preds = %items.next95, %vectors91
  %x94 = phi i64 [ 0, %vectors91 ], [ %211, %items.next95 ]
  %item96 = add i64 %row89, %x94
  br label %body97

body97:                                           ; preds = %x93
  %188 = getelementptr float, ptr %35, i64 %item96
  %189 = load <4 x float>, ptr %188, align 4
  %190 = trunc i64 %x94 to i32
  br label %body98

body98:                                           ; preds = %body97
  %191 = add i32 %184, 1
  %192 = icmp ult i32 %191, %33
  br i1 %192, label %body99, label %body104

body99:                                           ; preds = %body98
  br label %body100

body100:                                          ; preds = %body99
  %193 = shl i32 %191, 6
  %194 = add i32 %193, %190
  %195 = insertelement <4 x i32> poison, i32 %194, i32 0
  %196 = shufflevector <4 x i32> %195, <4 x i32> poison, <4 x i32> zeroinitializer
  %197 = add <4 x i32> %196, <i32 0, i32 1, i32 2, i32 3>
  %198 = zext <4 x i32> %197 to <4 x i64>
  %199 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %198
  %200 = icmp ule i32 %194, -4
  %201 = freeze i1 %200
  %202 = zext i32 %194 to i64
  %203 = getelementptr float, ptr addrspace(1) %21, i64 %202
  br i1 %201, label %body101, label %body102

body101:                                          ; preds = %body100
  %204 = load <4 x float>, ptr addrspace(1) %203, align 4
  br label %body103

body102:                                          ; preds = %body100
  %205 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %199, <4 x i1> splat (i1 true), <4 x float> poison)
  br label %body103

body103:                                          ; preds = %body102, %body101
  %206 = phi <4 x float> [ %204, %body101 ], [ %205, %body102 ]
  %207 = and i64 %x94, 4294967295
  %208 = getelementptr float, ptr addrspace(3) %29, i64 %207
  store <4 x float> %206, ptr addrspace(3) %208, align 4
  store i32 %191, ptr %shared, align 4
  store i32 1, ptr %exit, align 4
  br label %body106

body104:                                          ; preds = %body98
  br label %body105

body105:                                          ; preds = %body104
  %209 = and i64 %x94, 4294967295
  %210 = getelementptr float, ptr addrspace(1) %17, i64 %209
  store <4 x float> %189, ptr addrspace(1) %210, align 4
  br label %body106

body106:                                          ; preds = %body105, %body103
  br label %items.next95

items.next95:                                     ; preds = %body106
  %211 = add nuw i64 %x94, 4
  %212 = icmp ult i64 %211, %186
  br i1 %212, label %x93, label %after107

after107:                                         ; preds = %items.next95
  br label %rest92

rest92:                                           ; preds = %after107, %row87
  %213 = select i1 %small, i64 4, i64 1
  %214 = icmp ult i64 %186, %4
  br i1 %214, label %partial108, label %row.done109

partial108:                                       ; preds = %rest92
  br label %x110

x110:                                             ; preds = %items.next113, %partial108
  %x111 = phi i64 [ %186, %partial108 ], [ %244, %items.next113 ]
  %215 = sub i64 %4, %x111
  %216 = icmp ult i64 %215, %213
  %217 = select i1 %216, i64 %215, i64 %213
  %218 = trunc i64 %217 to i32
  %219 = insertelement <4 x i32> poison, i32 %218, i32 0
  %220 = shufflevector <4 x i32> %219, <4 x i32> poison, <4 x i32> zeroinitializer
  %lanes112 = icmp ult <4 x i32> <i32 0, i32 1, i32 2, i32 3>, %220
  %item114 = add i64 %row89, %x111
  br label %body115

body115:                                          ; preds = %x110
  %221 = getelementptr float, ptr %35, i64 %item114
  %222 = call <4 x float> @llvm.masked.load.v4f32.p0(ptr align 4 %221, <4 x i1> %lanes112, <4 x float> poison)
  %223 = trunc i64 %x111 to i32
  br label %body116

body116:                                          ; preds = %body115
  %224 = add i32 %184, 1
  %225 = icmp ult i32 %224, %33
  br i1 %225, label %body117, label %body122

body117:                                          ; preds = %body116
  br label %body118

body118:                                          ; preds = %body117
  %226 = shl i32 %224, 6
  %227 = add i32 %226, %223
  %228 = insertelement <4 x i32> poison, i32 %227, i32 0
  %229 = shufflevector <4 x i32> %228, <4 x i32> poison, <4 x i32> zeroinitializer
  %230 = add <4 x i32> %229, <i32 0, i32 1, i32 2, i32 3>
  %231 = zext <4 x i32> %230 to <4 x i64>
  %232 = getelementptr inbounds nuw float, ptr addrspace(1) %21, <4 x i64> %231
  %233 = icmp ule i32 %227, -4
  %234 = freeze i1 %233
  %235 = zext i32 %227 to i64
  %236 = getelementptr float, ptr addrspace(1) %21, i64 %235
  br i1 %234, label %body119, label %body120

body119:                                          ; preds = %body118
  %237 = call <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) align 4 %236, <4 x i1> %lanes112, <4 x float> poison)
  br label %body121

body120:                                          ; preds = %body118
  %238 = call <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)> align 4 %232, <4 x i1> %lanes112, <4 x float> poison)
  br label %body121

body121:                                          ; preds = %body120, %body119
  %239 = phi <4 x float> [ %237, %body119 ], [ %238, %body120 ]
  %240 = and i64 %x111, 4294967295
  %241 = getelementptr float, ptr addrspace(3) %29, i64 %240
  call void @llvm.masked.store.v4f32.p3(<4 x float> %239, ptr addrspace(3) align 4 %241, <4 x i1> %lanes112)
  store i32 %224, ptr %shared, align 4
  store i32 1, ptr %exit, align 4
  br label %body124

body122:                                          ; preds = %body116
  br label %body123

body123:                                          ; preds = %body122
  %242 = and i64 %x111, 4294967295
  %243 = getelementptr float, ptr addrspace(1) %17, i64 %242
  call void @llvm.masked.store.v4f32.p1(<4 x float> %222, ptr addrspace(1) align 4 %243, <4 x i1> %lanes112)
  br label %body124

body124:                                          ; preds = %body123, %body121
  br label %items.next113

items.next113:                                    ; preds = %body124
  %244 = add nuw i64 %x111, %213
  %245 = icmp ult i64 %244, %4
  br i1 %245, label %x110, label %after125

after125:                                         ; preds = %items.next113
  br label %row.done109

row.done109:                                      ; preds = %after125, %rest92
  %246 = add nuw i64 %row88, 1
  %247 = icmp ult i64 %246, %185
  br i1 %247, label %row87, label %after126

after126:                                         ; preds = %row.done109
  %248 = load i32, ptr %exit, align 4
  switch i32 %248, label %group.next [
    i32 1, label %region3
  ]

group.next:                                       ; preds = %after126, %after34
  %249 = add nuw i64 %group2, 1
  %250 = icmp ult i64 %249, %1
  br i1 %250, label %group, label %done

done:                                             ; preds = %group.next, %entry
  ret void
}

declare <4 x float> @llvm.masked.gather.v4f32.v4p1(<4 x ptr addrspace(1)>, <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p1(<4 x float>, ptr addrspace(1) captures(none), <4 x i1>)

declare <4 x float> @llvm.masked.load.v4f32.p1(ptr addrspace(1) captures(none), <4 x i1>, <4 x float>)

declare void @llvm.masked.store.v4f32.p3(<4 x float>, ptr addrspace(3) captures(none), <4 x i1>)

declare void @llvm.masked.store.v4f32.p0(<4 x float>, ptr captures(none), <4 x i1>)

declare <4 x float> @llvm.masked.load.v4f32.p0(ptr captures(none), <4 x i1>, <4 x float>)

