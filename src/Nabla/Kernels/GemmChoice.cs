using System.Numerics;
using System.Runtime.Intrinsics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Runs a batch in the tiles of the widest registers there are, with its own finish.</summary>
internal interface IGemmChoice
{
    void Run<T>(in GemmBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Bias only.</summary>
internal readonly struct GemmNoFormula : IGemmChoice
{
    public void Run<T>(in GemmBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            batch.Run(new GemmPlan<GemmTile12<Gemm512<T>, T>, T, GemmBias<Gemm512<T>, T>>(default));
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            batch.Run(new GemmPlan<GemmTile6<Gemm256<T>, T>, T, GemmBias<Gemm256<T>, T>>(default));
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run(new GemmPlan<GemmTile6<Gemm128<T>, T>, T, GemmBias<Gemm128<T>, T>>(default));
        }
        else
        {
            batch.Run(new GemmPlan<GemmTile6<Gemm1<T>, T>, T, GemmBias<Gemm1<T>, T>>(default));
        }
    }
}

/// <summary>Bias and a formula.</summary>
internal readonly struct GemmOneFormula<F>(F formula) : IGemmChoice
    where F : struct, IUnary
{
    public void Run<T>(in GemmBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            batch.Run(new GemmPlan<GemmTile12<Gemm512<T>, T>, T, GemmFormula<Gemm512<T>, T, F>>(new(formula)));
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            batch.Run(new GemmPlan<GemmTile6<Gemm256<T>, T>, T, GemmFormula<Gemm256<T>, T, F>>(new(formula)));
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run(new GemmPlan<GemmTile6<Gemm128<T>, T>, T, GemmFormula<Gemm128<T>, T, F>>(new(formula)));
        }
        else
        {
            batch.Run(new GemmPlan<GemmTile6<Gemm1<T>, T>, T, GemmFormula<Gemm1<T>, T, F>>(new(formula)));
        }
    }
}
