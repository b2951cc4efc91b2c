namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Functions of text, element by element.</summary>
static class Texts
{
    /// <summary>Each text followed by the other; shapes broadcast.</summary>
    public static Tensor Joined(Tensor x, Tensor y)
    {
        var shape = Broadcasting.Join("AddV2", x.Shape, y.Shape);
        var (a, b) = (x.BroadcastTo(shape).ToArray<string>(), y.BroadcastTo(shape).ToArray<string>());
        return Tensor.Constant((Array)a.Zip(b, (left, right) => left + right).ToArray(), shape);
    }

    /// <summary>A function of each text.</summary>
    public static Tensor Map(Tensor x, Func<string, string> function) => Tensor.Constant((Array)Array.ConvertAll(x.ToArray<string>(), text => function(text)), x.Shape);
}
