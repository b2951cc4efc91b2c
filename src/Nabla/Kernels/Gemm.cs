using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>Matrix product, C = A·B: c[…, i, j] = Σₚ a[…, i, p]·b[…, p, j].</summary>
/// <remarks>Operands may have any strides, so a transposed matrix is a view with two strides swapped. Each element is summed over k in blocks that
/// depend on k alone, in ascending order, and bias is added after the last: the bits are the same for every transposition, number of threads,
/// number of rows, and batch. float32 and float64 run in register tiles; 16-bit floats are summed in float32 and rounded once;
/// integers wrap; truth values are joined by and, or.</remarks>
public static unsafe class Gemm
{
    /// <summary>C = A·B, or C + A·B.</summary>
    /// <param name="a">[…, m, k]; batch axes broadcast to those of c: missing, of length 1, or of stride 0.</param>
    /// <param name="b">[…, k, n]; likewise.</param>
    /// <param name="c">[…, m, n]; no two elements may share memory, nor may c share any with a or b.</param>
    /// <param name="accumulate">True: the product is added to what c holds.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together, or a view leaves its storage.</exception>
    /// <exception cref="NotSupportedException">T is not an element type of tensors.</exception>
    public static void Multiply<T>(View<T> a, View<T> b, View<T> c, bool accumulate = false)
        where T : unmanaged
        => Multiply(a, b, new View<T>([], 0, [], []), c, accumulate);

    /// <summary>C = A·B + bias, or C + A·B + bias.</summary>
    /// <param name="a">[…, m, k]; batch axes broadcast to those of c: missing, of length 1, or of stride 0.</param>
    /// <param name="b">[…, k, n]; likewise.</param>
    /// <param name="bias">[n], added to every row of c after the sum is complete; a view of empty storage and no axes for none.</param>
    /// <param name="c">[…, m, n]; no two elements may share memory, nor may c share any with the others.</param>
    /// <param name="accumulate">True: the product is added to what c holds.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together, or a view leaves its storage.</exception>
    /// <exception cref="NotSupportedException">T is not an element type of tensors.</exception>
    public static void Multiply<T>(View<T> a, View<T> b, View<T> bias, View<T> c, bool accumulate = false)
        where T : unmanaged
    {
        GemmShapes.Check(a, b, bias, c);
        if (c.Size == 0)
        {
            return;
        }

        if (typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16))
        {
            GemmHalves.Multiply(a, b, bias, c, accumulate);
            return;
        }

        int axes = c.Rank - 2;
        long* lengths = stackalloc long[axes + 1], steps = stackalloc long[3 * (axes + 1)];
        fixed (T* pa = a.Storage, pb = b.Storage, pc = c.Storage, pBias = bias.Storage)
        {
            GemmProblem<T> problem = new()
            {
                M = (nint)c.Lengths[^2],
                N = (nint)c.Lengths[^1],
                K = (nint)a.Lengths[^1],
                A = new(pa + a.Offset, (nint)a.Strides[^2], (nint)a.Strides[^1]),
                B = new(pb + b.Offset, (nint)b.Strides[^2], (nint)b.Strides[^1]),
                C = new(pc + c.Offset, (nint)c.Strides[^2], (nint)c.Strides[^1]),
                Accumulate = accumulate,
                Bias = pBias == null ? null : pBias + bias.Offset,
                BiasColumn = pBias == null ? 0 : (nint)bias.Strides[0],
            };
            GemmBatch<T> batch = new() { First = problem, Lengths = lengths, Steps = steps };
            batch.Collect(a, b, c);
            Dispatch(batch);
        }
    }

    private static void Dispatch<T>(GemmBatch<T> batch)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Tiles(batch.As<float>());
        }
        else if (typeof(T) == typeof(double))
        {
            Tiles(batch.As<double>());
        }
        else
        {
            Numeric.Dispatch<T, GemmSimpleTask<T>>(new GemmSimpleTask<T>(batch));
        }
    }

    // The widest registers there are; every choice gives the same bits where all fuse or none does.
    private static void Tiles<T>(in GemmBatch<T> batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            batch.Run<GemmPlan<GemmTile12<Gemm512<T>, T>, T, GemmBias<Gemm512<T>, T>>>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            batch.Run<GemmPlan<GemmTile6<Gemm256<T>, T>, T, GemmBias<Gemm256<T>, T>>>();
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            batch.Run<GemmPlan<GemmTile6<Gemm128<T>, T>, T, GemmBias<Gemm128<T>, T>>>();
        }
        else
        {
            batch.Run<GemmPlan<GemmTile6<Gemm1<T>, T>, T, GemmBias<Gemm1<T>, T>>>();
        }
    }
}
