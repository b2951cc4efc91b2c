using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Runs a fused program step by step over blocks that stay in the cache, where code cannot be emitted: the same bits.</summary>
internal static unsafe class FusedSteps
{
    private const int Block = 256;

    /// <summary>The loop of <see cref="FusedLoop"/> without emitted code.</summary>
    public static void Run<T>(void* body, byte** operands, nint* steps, nint n)
        where T : unmanaged
    {
        FusedProgram program = Unsafe.AsRef<FusedState>(body).Program;
        int size = MapLane<T>.Step;
        int inputs = program.Inputs;
        int values = inputs + program.Steps.Length;
        byte* room = (byte*)NativeMemory.AlignedAlloc((nuint)(program.Steps.Length + 1) * Block * (nuint)size, 64);
        byte** places = (byte**)NativeMemory.Alloc((nuint)values, (nuint)sizeof(byte*));
        try
        {
            for (nint done = 0; done < n; done += Block)
            {
                nint m = Math.Min(Block, n - done);
                for (int k = 0; k < inputs; k++) places[k] = operands[k] + (done * steps[k]);
                for (int i = 0; i < program.Steps.Length; i++)
                {
                    places[inputs + i] = room + ((nint)i * Block * size);
                    Step<T>(program, program.Steps[i], places, steps, places[inputs + i], m);
                }

                // Outputs last, as they may be inputs of other steps.
                for (int k = 0; k < program.Outputs.Length; k++)
                {
                    int value = program.Outputs[k];
                    nint step = value < inputs ? steps[value] : size;
                    byte* to = operands[inputs + k] + (done * size);
                    for (nint i = 0; i < m; i++) Unsafe.CopyBlockUnaligned(to + (i * size), places[value] + (i * step), (uint)size);
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(room);
            NativeMemory.Free(places);
        }
    }

    private static void Step<T>(FusedProgram program, FusedStep step, byte** places, nint* steps, byte* to, nint n)
        where T : unmanaged
    {
        int size = MapLane<T>.Step;
        if (step.Formula is null)
        {
            byte* one = stackalloc byte[sizeof(long)];
            Constant<T>(one, step.Value);
            for (nint i = 0; i < n; i++) Unsafe.CopyBlockUnaligned(to + (i * size), one, (uint)size);
            return;
        }

        int count = step.Formula.Arguments;
        byte** pointers = stackalloc byte*[count + 1];
        nint* strides = stackalloc nint[count + 1];
        for (int k = 0; k < count; k++)
        {
            int value = step.Argument(k);
            pointers[k] = places[value];
            strides[k] = value < program.Inputs ? steps[value] : size;
        }

        pointers[count] = to;
        strides[count] = size;
        step.Formula.Loop<T>(pointers, strides, n);
        if (MapLane<T>.Converts && !step.Formula.GivesMask) Round<T>(to, n);
    }

    private static void Constant<T>(byte* to, double value)
        where T : unmanaged
    {
        if (MapLane<T>.Converts)
        {
            *(float*)to = (float)value;
            Round<T>(to, 1);
        }
        else
        {
            *(T*)to = Lanes.Constant.To<T>(value);
        }
    }

    /// <summary>Rounds floats to T and back.</summary>
    [SkipLocalsInit]
    private static void Round<T>(byte* values, nint n)
        where T : unmanaged
    {
        byte* room = stackalloc byte[Block * sizeof(short)];
        MapLane<T>.Out(values, sizeof(float), room, sizeof(short), n);
        MapLane<T>.In(room, sizeof(short), values, sizeof(float), n);
    }
}
