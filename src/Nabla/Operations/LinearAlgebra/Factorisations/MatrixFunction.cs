using System.Numerics;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Functions of square matrices that go by their eigenvalues.</summary>
    public enum MatrixFunctionKind
    {
        /// <summary>The square root whose eigenvalues have real parts of 0 or more; NaN where a real matrix has no real one.</summary>
        SquareRoot,

        /// <summary>The principal logarithm, of complex matrices.</summary>
        Logarithm,
    }

    /// <summary>A function of each matrix, computed in float64 from its Schur form. It has no gradient.</summary>
    /// <param name="Kind">Which.</param>
    /// <remarks>Shape: […, n, n] → same.</remarks>
    public sealed record MatrixFunction(MatrixFunctionKind Kind) : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => $"Matrix{Kind}";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            if (Kind == MatrixFunctionKind.Logarithm && !x[0].ElementType.IsComplex)
            {
                throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: the logarithm of a real matrix may be complex. Make it complex first (Tensor.Complex).");
            }

            ComplexMatrices.Require(Name, x[0]);
            return new(x[0].ElementType, x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1];
            var all = ComplexMatrices.Read(x);
            Complex[] a = new Complex[n * n], q = new Complex[n * n];
            for (int at = 0; at < all.Length; at += n * n)
            {
                Array.Copy(all, at, a, 0, n * n);
                bool found = SchurForm.Run(a, n, q);
                var f = TriangularFunctions.Product(q, TriangularFunctions.Product(Kind == MatrixFunctionKind.SquareRoot ? TriangularFunctions.Root(a, n) : TriangularFunctions.Logarithm(a, n), q, n, adjoint: true), n);
                double size = f.Length == 0 ? 0 : f.Max(e => e.Magnitude);
                bool lost = !found || (!x.ElementType.IsComplex && f.Any(e => Math.Abs(e.Imaginary) > 1e-8 * size));
                for (int i = 0; i < f.Length; i++)
                {
                    all[at + i] = lost ? new(double.NaN, double.NaN) : f[i];
                }
            }

            ComplexMatrices.Write(context, 0, all, x.Shape, x.ElementType);
        }
    }

    /// <summary>Eigenvalues of square matrices and their vectors of length 1 as columns, complex, in no order. It has no gradient.</summary>
    /// <remarks>Shape: […, n, n] → […, n] and […, n, n]. float64 gives complex128, other real types complex64. Computed in float64.</remarks>
    public sealed record Eigen : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            ComplexMatrices.Require("Eig", x[0]);
            var type = TypeOf(x[0].ElementType);
            return [new(type, x[0].Shape[..^1]), new(type, x[0].Shape)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0];
            int n = (int)x.Shape[^1];
            var all = ComplexMatrices.Read(x);
            var values = new Complex[x.Shape[..^1].Size];
            Complex[] a = new Complex[n * n], q = new Complex[n * n];
            for (int at = 0; at < all.Length; at += n * n)
            {
                Array.Copy(all, at, a, 0, n * n);
                bool found = SchurForm.Run(a, n, q);
                var v = TriangularFunctions.Product(q, TriangularFunctions.Vectors(a, n), n);
                for (int j = 0; j < n; j++)
                {
                    values[(at / n) + j] = found ? a[(j * n) + j] : new(double.NaN, double.NaN);
                    double length = Math.Sqrt(Enumerable.Range(0, n).Sum(i => Math.Pow(v[(i * n) + j].Magnitude, 2)));
                    for (int i = 0; i < n; i++)
                    {
                        all[at + (i * n) + j] = found ? v[(i * n) + j] / length : new(double.NaN, double.NaN);
                    }
                }
            }

            ComplexMatrices.Write(context, 0, values, x.Shape[..^1], TypeOf(x.ElementType));
            ComplexMatrices.Write(context, 1, all, x.Shape, TypeOf(x.ElementType));
        }

        static ElementType TypeOf(ElementType type) => type.IsComplex ? type : type == ElementType.Float64 ? ElementType.Complex128 : ElementType.Complex64;
    }

    /// <summary>Batches of complex matrices.</summary>
    internal static class ComplexMatrices
    {
        internal static void Require(string op, TensorSpec x) => MatrixBatch.Require(op, x.ElementType.IsComplex ? x with { ElementType = ElementType.Float64 } : x, square: true);

        internal static Complex[] Read(Tensor x) => x.ElementType.IsComplex
            ? x.Alias().Cast(ElementType.Complex128).ToArray<Complex>() : Array.ConvertAll(MatrixBatch.Read(x), value => new Complex(value, 0));

        internal static void Write(RunContext context, int index, Complex[] values, Shape shape, ElementType type) =>
            context.Share(index, type.IsComplex ? Tensor.Adopt(values, shape).Cast(type) : Tensor.Adopt(Array.ConvertAll(values, value => value.Real), shape).Cast(type));
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for eigenvalues and functions of matrices.</summary>
    public static class MatrixFunctionOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Eigen"/>
            /// <exception cref="ShapeException">The matrices are not square.</exception>
            public (Tensor Values, Tensor Vectors) Eig() =>
                Engine.Current.Run(new Eigen(), x.ToReal()) is [var values, var vectors] ? (values, vectors) : default;

            /// <summary>The square root of each matrix whose eigenvalues have real parts of 0 or more: Y · Y = X. It has no gradient.</summary>
            /// <remarks>Shape: […, n, n] → same. NaN where a real matrix has no real root.</remarks>
            /// <exception cref="ShapeException">The matrices are not square.</exception>
            public Tensor MatrixSquareRoot() => Engine.Current.RunOne(new MatrixFunction(MatrixFunctionKind.SquareRoot), x.ToReal());

            /// <summary>The principal logarithm of each complex matrix. It has no gradient.</summary>
            /// <remarks>Shape: […, n, n] → same.</remarks>
            /// <exception cref="ElementTypeException">The elements are not complex.</exception>
            /// <exception cref="ShapeException">The matrices are not square.</exception>
            public Tensor MatrixLogarithm() => Engine.Current.RunOne(new MatrixFunction(MatrixFunctionKind.Logarithm), x);
        }
    }
}
