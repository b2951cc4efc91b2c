namespace Nabla.Samples;

/// <summary>Multiply multiplies element by element, MatMul makes the matrix product; what each refuses, and how it says so.</summary>
public static class MultiplyAndMatMul
{
    public static IReadOnlyDictionary<string, string> Run(SampleOptions options)
    {
        _ = options;
        var a = Tensor.Constant(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var b = Tensor.Constant(new float[,] { { 1, 0, 2 }, { 0, 1, 2 } });
        Console.WriteLine($"a * b, element by element:\n{a * b}");
        Console.WriteLine($"a · bᵀ, the matrix product:\n{a.MatMul(b, transposeY: true)}");

        var refused = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["multiply of [2, 3] and [3, 2]"] = Refusal(() => a * b.Transpose()),
            ["matmul of [2, 3] and [2, 3]"] = Refusal(() => a.MatMul(b)),
            ["multiply of float32 and int32"] = Refusal(() => a * b.Cast(ElementType.Int32)),
            ["matmul of float32 and float64"] = Refusal(() => a.MatMul(b.Transpose().Cast(ElementType.Float64))),
        };
        foreach (var (what, message) in refused)
        {
            Console.WriteLine($"{what} is refused:\n  {message}");
        }

        return refused;
    }

    static string Refusal(Func<Tensor> function)
    {
        try
        {
            return $"no error, and that is wrong: {function().Shape}";
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
