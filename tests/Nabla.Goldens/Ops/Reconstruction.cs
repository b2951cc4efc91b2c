using Nabla.Goldens.Comparing;
using Complex = System.Numerics.Complex;

namespace Nabla.Goldens.Ops;

/// <summary>Factorisations whose signs and phases are free: their product must give the argument again, and factors must be orthonormal where they are so by definition.</summary>
static class Reconstruction
{
    public static void Check(string op, Call call, List<object?> expected, List<object?> outputs, Comparer comparer)
    {
        if (outputs.Count != expected.Count) throw new MismatchException($"expected {expected.Count} outputs, got {outputs.Count}");
        for (var i = 0; i < expected.Count; i++)
        {
            var (e, a) = ((Tensor)expected[i]!, (Tensor)outputs[i]!);
            if (e.Shape != a.Shape || e.ElementType != a.ElementType) throw new MismatchException($"output {i}: expected {e.ElementType.Name} {e.Shape}, got {a.ElementType.Name} {a.Shape}");
        }
        var x = Matrices(call.Arrays[0]);
        var parts = outputs.Select(output => (Tensor)output!).ToList();
        for (var b = 0; b < x.Count; b++)
        {
            switch (op)
            {
                case "qr":
                    CheckOrthonormal(Matrices(parts[0])[b], comparer);
                    CheckEqual(Product(Matrices(parts[0])[b], Matrices(parts[1])[b]), x[b], comparer, "Q·R");
                    break;
                case "svd":
                    CheckOrthonormal(Matrices(parts[0])[b], comparer);
                    CheckOrthonormal(Adjoint(Matrices(parts[2])[b]), comparer);
                    var s = Rows(parts[1])[b];
                    CheckEqual(Product(Scaled(Matrices(parts[0])[b], s), Top(Matrices(parts[2])[b], s.Length)), x[b], comparer, "U·S·Vh");
                    break;
                default:
                    var (w, v) = (Rows(parts[0])[b], Matrices(parts[1])[b]);
                    if (op == "eigh") CheckOrthonormal(v, comparer);
                    CheckEqual(Product(x[b], v), Scaled(v, w), comparer, "x·v = v·w");
                    break;
            }
        }
        if (op is "svd") comparer.Check("singular values", expected[1], outputs[1]);
        if (op is "eigh") comparer.Check("eigenvalues", expected[0], outputs[0]);
    }

    static List<Complex[,]> Matrices(Tensor x)
    {
        var (rows, columns) = ((int)x.Shape[^2], (int)x.Shape[^1]);
        var values = Elements.Complex(x);
        var result = new List<Complex[,]>();
        for (var at = 0; at < values.Length; at += rows * columns)
        {
            var matrix = new Complex[rows, columns];
            for (var i = 0; i < rows * columns; i++) matrix[i / columns, i % columns] = values[at + i];
            result.Add(matrix);
        }
        return result;
    }

    static List<Complex[]> Rows(Tensor x) => [.. Elements.Complex(x).Chunk(Math.Max((int)x.Shape[^1], 1))];

    static Complex[,] Product(Complex[,] a, Complex[,] b)
    {
        var result = new Complex[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < b.GetLength(1); j++)
            {
                for (var k = 0; k < a.GetLength(1); k++) result[i, j] += a[i, k] * b[k, j];
            }
        }
        return result;
    }

    static Complex[,] Scaled(Complex[,] a, Complex[] factors) => Make(a.GetLength(0), factors.Length, (i, j) => a[i, j] * factors[j]);

    static Complex[,] Top(Complex[,] a, int rows) => Make(rows, a.GetLength(1), (i, j) => a[i, j]);

    static Complex[,] Adjoint(Complex[,] a) => Make(a.GetLength(1), a.GetLength(0), (i, j) => Complex.Conjugate(a[j, i]));

    static Complex[,] Make(int rows, int columns, Func<int, int, Complex> value)
    {
        var result = new Complex[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) result[i, j] = value(i, j);
        }
        return result;
    }

    static void CheckOrthonormal(Complex[,] a, Comparer comparer) =>
        CheckEqual(Product(Adjoint(a), a), Make(a.GetLength(1), a.GetLength(1), (i, j) => i == j ? 1 : 0), comparer, "orthonormal columns");

    static void CheckEqual(Complex[,] actual, Complex[,] expected, Comparer comparer, string what)
    {
        var scale = expected.Cast<Complex>().Select(value => value.Magnitude).DefaultIfEmpty().Max();
        for (var i = 0; i < expected.GetLength(0); i++)
        {
            for (var j = 0; j < expected.GetLength(1); j++)
            {
                if (!((actual[i, j] - expected[i, j]).Magnitude <= comparer.AbsoluteTolerance + comparer.RelativeTolerance * scale)) throw new MismatchException($"{what} [{i}, {j}]: expected {expected[i, j]}, got {actual[i, j]}");
            }
        }
    }
}
