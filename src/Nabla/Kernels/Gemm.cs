using Nabla.Lanes;

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
        if (GemmHalves.Holds<T>())
        {
            GemmHalves.Multiply(a, b, bias, c, accumulate);
            return;
        }

        if (c.Size > 0)
        {
            Start(a, b, bias, c, accumulate, default(GemmNoFormula));
        }
    }

    /// <summary>C = f(A·B + bias), or f(C + A·B + bias): the formula is carried over each tile while it lies in L1.</summary>
    /// <param name="a">[…, m, k]; batch axes broadcast to those of c: missing, of length 1, or of stride 0.</param>
    /// <param name="b">[…, k, n]; likewise.</param>
    /// <param name="bias">[n], added to every row of c after the sum is complete; a view of empty storage and no axes for none.</param>
    /// <param name="formula">f; the bits are those of <see cref="Map"/> carrying it over the finished product.</param>
    /// <param name="c">[…, m, n]; no two elements may share memory, nor may c share any with the others.</param>
    /// <param name="accumulate">True: the product is added to what c holds.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together, or a view leaves its storage.</exception>
    /// <exception cref="NotSupportedException">T is not a type of real numbers.</exception>
    public static void Multiply<T, F>(View<T> a, View<T> b, View<T> bias, F formula, View<T> c, bool accumulate = false)
        where T : unmanaged
        where F : struct, IUnary
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            if (!GemmHalves.Holds<T>())
            {
                throw new NotSupportedException($"MatMul: elements of type {typeof(T).Name} with a formula of real numbers: floating point was expected. Cast the tensor first.");
            }

            Multiply(a, b, bias, c, accumulate);
            Map.Unary(formula, c, c);
            return;
        }

        GemmShapes.Check(a, b, bias, c);
        if (c.Size > 0)
        {
            Start(a, b, bias, c, accumulate, new GemmOneFormula<F>(formula));
        }
    }

    private static void Start<T, TChoice>(View<T> a, View<T> b, View<T> bias, View<T> c, bool accumulate, TChoice choice)
        where T : unmanaged
        where TChoice : struct, IGemmChoice
    {
        int axes = c.Rank - 2;
        long* lengths = stackalloc long[axes + 1], steps = stackalloc long[3 * (axes + 1)];
        fixed (T* pa = a.Storage, pb = b.Storage, pc = c.Storage, pBias = bias.Storage)
        {
            GemmBatch<T> batch = new()
            {
                Lengths = lengths,
                Steps = steps,
                First = new()
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
                },
            };
            batch.Collect(a, b, c);
            if (typeof(T) == typeof(float))
            {
                choice.Run(batch.As<float>());
            }
            else if (typeof(T) == typeof(double))
            {
                choice.Run(batch.As<double>());
            }
            else
            {
                Numeric.Dispatch<T, GemmSimpleTask<T>>(new GemmSimpleTask<T>(batch));
            }
        }
    }
}
