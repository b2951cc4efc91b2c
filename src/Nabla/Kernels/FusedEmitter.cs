using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>An emitted loop: (bodies of the formulas, inputs and outputs, bytes to go on after each register, number of registers).</summary>
internal unsafe delegate void FusedKernel(object?[] bodies, byte** operands, nint* strides, nint registers);

/// <summary>Emits the loop of a fused program: formulas are called register by register, and the JIT makes one body of them.</summary>
internal static class FusedEmitter
{
    private static readonly ConcurrentDictionary<Key, FusedKernel> s_kernels = new();

    /// <summary>Number of bytes of a register here; one element of the given size where there are no registers.</summary>
    public static int Bytes(int size) =>
        Vector512.IsHardwareAccelerated ? 64 : Vector256.IsHardwareAccelerated ? 32 : Vector128.IsHardwareAccelerated ? 16 : size;

    /// <summary>The loop of a program over lanes of T; programs of one structure share it.</summary>
    public static FusedKernel Kernel<T>(FusedProgram program)
        where T : unmanaged
    {
        Key key = new(typeof(T), program);
        return s_kernels.TryGetValue(key, out FusedKernel? kernel) ? kernel : s_kernels.GetOrAdd(key, OfType<T>(program));
    }

    private static FusedKernel OfType<T>(FusedProgram program)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return OfWidth<float>(program);
        if (typeof(T) == typeof(double)) return OfWidth<double>(program);
        if (typeof(T) == typeof(sbyte)) return OfWidth<sbyte>(program);
        if (typeof(T) == typeof(byte) || typeof(T) == typeof(bool)) return OfWidth<byte>(program);
        if (typeof(T) == typeof(short)) return OfWidth<short>(program);
        if (typeof(T) == typeof(ushort)) return OfWidth<ushort>(program);
        if (typeof(T) == typeof(int)) return OfWidth<int>(program);
        if (typeof(T) == typeof(uint)) return OfWidth<uint>(program);
        if (typeof(T) == typeof(long)) return OfWidth<long>(program);
        if (typeof(T) == typeof(ulong)) return OfWidth<ulong>(program);
        throw new NotSupportedException($"FusedLoop: elements of type {typeof(T).Name}: a number type was expected.");
    }

    private static FusedKernel OfWidth<T>(FusedProgram program)
        where T : unmanaged, INumber<T> =>
        Vector512.IsHardwareAccelerated ? Emit<Wide512<T>>(program)
        : Vector256.IsHardwareAccelerated ? Emit<Wide256<T>>(program)
        : Vector128.IsHardwareAccelerated ? Emit<Wide128<T>>(program)
        : Emit<Scalar<T>>(program);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "FusedLoop calls this only where code can be emitted.")]
    private static unsafe FusedKernel Emit<V>(FusedProgram program)
        where V : struct, IRegister<V>
    {
        DynamicMethod method = new(
            "Fused", typeof(void), [typeof(object[]), typeof(byte**), typeof(nint*), typeof(nint)], typeof(FusedEmitter).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        int inputs = program.Inputs;
        int count = inputs + program.Outputs.Length;
        LocalBuilder[] pointers = new LocalBuilder[count];
        LocalBuilder[] strides = new LocalBuilder[count];
        for (int k = 0; k < count; k++)
        {
            pointers[k] = FromMemory(il, OpCodes.Ldarg_1, k, typeof(byte*));
            strides[k] = FromMemory(il, OpCodes.Ldarg_2, k, typeof(nint));
        }

        LocalBuilder?[] bodies = [.. program.Steps.Select((step, i) => step.Formula is null ? null : Unboxed(il, i, step.Formula.BodyType))];
        LocalBuilder[] values = [.. Enumerable.Range(0, inputs + program.Steps.Length).Select(_ => il.DeclareLocal(typeof(V)))];
        LocalBuilder none = il.DeclareLocal(typeof(V));
        Label top = il.DefineLabel();
        Label test = il.DefineLabel();
        il.Emit(OpCodes.Br, test);
        il.MarkLabel(top);
        for (int k = 0; k < inputs; k++)
        {
            il.Emit(OpCodes.Ldloc, pointers[k]);
            il.Emit(OpCodes.Call, new Read<V>(FusedLane<V>.Load).Method);
            il.Emit(OpCodes.Stloc, values[k]);
        }

        for (int i = 0; i < program.Steps.Length; i++)
        {
            FusedStep step = program.Steps[i];
            if (step.Formula is null)
            {
                il.Emit(OpCodes.Ldc_R8, step.Value);
                il.Emit(OpCodes.Call, new Spread<V>(FusedLane<V>.Constant).Method);
            }
            else
            {
                il.Emit(OpCodes.Ldloca, bodies[i]!);
                for (int k = 0; k < 4; k++) il.Emit(OpCodes.Ldloc, k < step.Formula.Arguments ? values[step.Argument(k)] : none);
                il.Emit(OpCodes.Call, step.Formula.Method<V>());
            }

            il.Emit(OpCodes.Stloc, values[inputs + i]);
        }

        for (int k = 0; k < program.Outputs.Length; k++)
        {
            il.Emit(OpCodes.Ldloc, pointers[inputs + k]);
            il.Emit(OpCodes.Ldloc, values[program.Outputs[k]]);
            il.Emit(OpCodes.Call, new Write<V>(FusedLane<V>.Store).Method);
        }

        for (int k = 0; k < count; k++)
        {
            il.Emit(OpCodes.Ldloc, pointers[k]);
            il.Emit(OpCodes.Ldloc, strides[k]);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Stloc, pointers[k]);
        }

        il.MarkLabel(test);
        // registers-- > 0
        il.Emit(OpCodes.Ldarg_3);
        il.Emit(OpCodes.Dup);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Sub);
        il.Emit(OpCodes.Starg_S, (byte)3);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Conv_I);
        il.Emit(OpCodes.Bgt, top);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<FusedKernel>();
    }

    /// <summary>A local with the element at an index of an array of pointers or of steps.</summary>
    private static LocalBuilder FromMemory(ILGenerator il, OpCode array, int index, Type type)
    {
        LocalBuilder local = il.DeclareLocal(type);
        il.Emit(array);
        il.Emit(OpCodes.Ldc_I4, index * nint.Size);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I);
        il.Emit(OpCodes.Stloc, local);
        return local;
    }

    /// <summary>A local with the body of a formula.</summary>
    private static LocalBuilder Unboxed(ILGenerator il, int index, Type type)
    {
        LocalBuilder local = il.DeclareLocal(type);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
        il.Emit(OpCodes.Unbox_Any, type);
        il.Emit(OpCodes.Stloc, local);
        return local;
    }

    private unsafe delegate V Read<V>(byte* from);

    private unsafe delegate void Write<V>(byte* to, V value);

    private delegate V Spread<V>(double constant);

    /// <summary>What two programs that share a loop have in common.</summary>
    private readonly struct Key(Type lane, FusedProgram program) : IEquatable<Key>
    {
        private readonly Type _lane = lane;

        private readonly FusedProgram _program = program;

        public bool Equals(Key other) =>
            _lane == other._lane && string.Equals(_program.Structure, other._program.Structure, StringComparison.Ordinal)
            && _program.Steps.Zip(other._program.Steps).All(p => p.First.Formula?.BodyType == p.Second.Formula?.BodyType);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(_lane, string.GetHashCode(_program.Structure, StringComparison.Ordinal));
    }
}

/// <summary>Memory and constants of a lane, as methods that emitted code can call.</summary>
internal static unsafe class FusedLane<V>
    where V : struct, IRegister<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(byte* from) => V.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* to, V value) => V.Store(to, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Constant(double constant) => constant;
}
