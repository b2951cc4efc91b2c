using System.Numerics;

namespace Nabla.Kernels;

/// <summary>What is done to each sum of a convolution, step by step and rounded at each: · scale, + bias, + what lies beside it, max with 0.</summary>
internal unsafe struct ConvolutionEnding<T>
    where T : unmanaged
{
    /// <summary>One number for each filter; null for none.</summary>
    public T* Scale;

    /// <summary>One number for each filter; null for none.</summary>
    public T* Bias;

    /// <summary>One number for each output, laid out as outputs are; null for none.</summary>
    public T* Beside;

    /// <summary>Whether what is below zero becomes zero.</summary>
    public bool Relu;

    /// <summary>Whether sums stay as they are.</summary>
    public readonly bool IsNone => Scale == null && Bias == null && Beside == null && !Relu;

    /// <summary>The ending for filters and outputs from an index on.</summary>
    public readonly ConvolutionEnding<T> From(nint filter) => new()
    {
        Scale = Scale == null ? null : Scale + filter,
        Bias = Bias == null ? null : Bias + filter,
        Beside = Beside == null ? null : Beside + filter,
        Relu = Relu,
    };
}

/// <summary>The ending where a convolution could not take it along: one more visit of the outputs.</summary>
internal unsafe struct ConvolutionEndingJob<T> : IPieces
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public ConvolutionEnding<T> Ending;
    public T* Y;
    public nint Filters;
    public nint Places;

    private readonly nint Each => Math.Max(1, (1 << 14) / Filters);

    /// <summary>Does all pieces.</summary>
    public readonly void RunAll() => Workers.Run(this, checked((int)((Places + Each - 1) / Each)), 0.1 * Places * Filters);

    /// <inheritdoc/>
    public readonly void Run(int piece)
    {
        nint end = Math.Min((piece + 1) * Each, Places);
        for (nint place = piece * Each; place < end; place++)
        {
            T* y = Y + (place * Filters), beside = Ending.Beside == null ? null : Ending.Beside + (place * Filters);
            nint f = 0;
            for (; f + Vector<T>.Count <= Filters; f += Vector<T>.Count)
            {
                Vector<T> sum = Vector.Load(y + f);
                sum = Ending.Scale == null ? sum : sum * Vector.Load(Ending.Scale + f);
                sum = Ending.Bias == null ? sum : sum + Vector.Load(Ending.Bias + f);
                sum = beside == null ? sum : sum + Vector.Load(beside + f);
                (Ending.Relu ? Vector.Max(sum, Vector<T>.Zero) : sum).Store(y + f);
            }

            Apply(Ending, y + f, y + f, beside == null ? null : beside + f, f, Filters - f);
        }
    }

    /// <summary>Ends some sums of one place, one by one.</summary>
    public static void Apply(in ConvolutionEnding<T> ending, T* from, T* to, T* beside, nint filter, nint count)
    {
        for (nint f = 0; f < count; f++)
        {
            T sum = from[f];
            sum = ending.Scale == null ? sum : sum * ending.Scale[filter + f];
            sum = ending.Bias == null ? sum : sum + ending.Bias[filter + f];
            sum = beside == null ? sum : sum + beside[f];
            to[f] = ending.Relu ? T.Max(sum, T.Zero) : sum;
        }
    }
}
