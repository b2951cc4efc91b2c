using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Runs fused programs: one pass over memory, on the threads of <see cref="Workers"/>.</summary>
internal static unsafe class FusedLoop
{
    /// <summary>Runs a program over operands of equal lengths.</summary>
    /// <typeparam name="T">Element type of all operands; conditions and outputs of masks are bool.</typeparam>
    /// <param name="program">What is computed.</param>
    /// <param name="lengths">Length of each axis.</param>
    /// <param name="operands">Inputs, then outputs. An output may be one of the inputs itself.</param>
    /// <exception cref="ArgumentException">The number of operands is not the program's.</exception>
    public static void Run<T>(FusedProgram program, ReadOnlySpan<long> lengths, params ReadOnlySpan<FusedOperand> operands)
        where T : unmanaged
    {
        int count = program.Inputs + program.Outputs.Length;
        if (operands.Length != count)
        {
            throw new ArgumentException(
                $"FusedLoop: {operands.Length} operands: {program.Inputs} inputs and {program.Outputs.Length} outputs were expected.", nameof(operands));
        }

        MapOperand* room = stackalloc MapOperand[count];
        long* numbers = stackalloc long[(lengths.Length + 1) * (count + 1)];
        MapCall call = new(lengths, room, numbers);
        Pin<T>(program, ref call, lengths, operands, 0);
    }

    /// <summary>Pins the operands one inside the other, as their number is not known here.</summary>
    private static void Pin<T>(FusedProgram program, ref MapCall call, scoped ReadOnlySpan<long> lengths, scoped ReadOnlySpan<FusedOperand> operands, int k)
        where T : unmanaged
    {
        if (k == operands.Length)
        {
            Start<T>(program, ref call);
            return;
        }

        FusedOperand operand = operands[k];
        long* strides = stackalloc long[lengths.Length];
        long step = 1;
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = operand.IsScalar ? 0 : operand.Strides?[axis] ?? step;
            step *= lengths[axis];
        }

        bool output = k >= program.Inputs;
        bool converts = operand.IsTruth || MapLane<T>.Converts;
        delegate*<byte*, nint, byte*, nint, nint, void> move = operand.IsTruth ? Mask(MapLane<T>.Step, output) : output ? MapLane<T>.Out : MapLane<T>.In;
        fixed (byte* p = &MemoryMarshal.GetArrayDataReference(operand.Array))
        {
            call.Add(p, operand.Offset, new ReadOnlySpan<long>(strides, lengths.Length), operand.Size, MapLane<T>.Step, converts, move);
            Pin<T>(program, ref call, lengths, operands, k + 1);
        }
    }

    private static void Start<T>(FusedProgram program, ref MapCall call)
        where T : unmanaged
    {
        double nanoseconds = 0.1 + (0.1 * program.Steps.Length);
        // 16-bit elements round after every step, which registers of floats do not.
        if (RuntimeFeature.IsDynamicCodeSupported && !MapLane<T>.Converts)
        {
            FusedState state = new(program, program.Kernel<T>());
            call.Start(&FusedState.Run<T>, Unsafe.AsPointer(ref state), program.Inputs, nanoseconds);
        }
        else
        {
            FusedState state = new(program, null);
            call.Start(&FusedSteps.Run<T>, Unsafe.AsPointer(ref state), program.Inputs, nanoseconds * 2);
        }
    }

    private static delegate*<byte*, nint, byte*, nint, nint, void> Mask(int step, bool output) => output ? MaskLoop.ToBool : step switch
    {
        8 => MaskLoop.FromBool<long>(),
        4 => MaskLoop.FromBool<int>(),
        2 => MaskLoop.FromBool<short>(),
        _ => MaskLoop.FromBool<sbyte>(),
    };
}

/// <summary>What the pieces of one run share.</summary>
internal readonly unsafe struct FusedState(FusedProgram program, FusedKernel? kernel)
{
    public readonly FusedProgram Program = program;

    public readonly FusedKernel? Kernel = kernel;

    /// <summary>The loop of an emitted kernel: whole registers, then the remainder through the same code on padded copies.</summary>
    [SkipLocalsInit]
    public static void Run<T>(void* body, byte** operands, nint* steps, nint n)
        where T : unmanaged
    {
        ref FusedState state = ref Unsafe.AsRef<FusedState>(body);
        FusedProgram program = state.Program;
        int size = MapLane<T>.Step;
        int lane = FusedEmitter.Bytes(size) / size;
        int inputs = program.Inputs;
        int count = inputs + program.Outputs.Length;
        nint whole = n / lane;
        nint rest = n - (whole * lane);
        byte** pointers = stackalloc byte*[count];
        nint* strides = stackalloc nint[count];
        for (int k = 0; k < count; k++)
        {
            pointers[k] = operands[k];
            strides[k] = steps[k] * lane;
        }

        if (whole > 0) state.Kernel!(program.Bodies, pointers, strides, whole);
        if (rest == 0) return;
        byte* pads = stackalloc byte[count * MapPad.Bytes];
        for (int k = 0; k < count; k++)
        {
            byte* from = operands[k] + (whole * strides[k]);
            byte* pad = pads + (k * MapPad.Bytes);
            pointers[k] = k < inputs ? MapPad.In(pad, from, strides[k], rest * size) : pad;
        }

        state.Kernel!(program.Bodies, pointers, strides, 1);
        for (int k = inputs; k < count; k++)
        {
            Unsafe.CopyBlockUnaligned(operands[k] + (whole * strides[k]), pads + (k * MapPad.Bytes), (uint)(rest * size));
        }
    }
}
