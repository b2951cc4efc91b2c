namespace Nabla;

/// <summary>TensorFlow 1's way of training: optimizers that add their steps to a graph, rates that fall with the global step, moving averages of variables.</summary>
/// <remarks>
/// <para><c>var train = new Train.AdamOptimizer(0.01).Minimize(loss);</c> adds a node; each <c>session.Run(train)</c> makes one step.</para>
/// <para>Where Keras has an optimizer of the same name, the numbers differ in small ways (where epsilon stands, what state starts with): these are TensorFlow 1's.
/// Outside graphs use <see cref="Nabla.Optimizers"/>.</para>
/// </remarks>
public static partial class Train
{
    /// <summary>Inside a name scope of the open graph, with the result named as the scope; just the value where none is open.</summary>
    static Tensor Named(string name, Func<Tensor> value)
    {
        if (Graph.Current is not { } graph)
        {
            return value();
        }

        Tensor result;
        string whole;
        using (var scope = new NameScope(name))
        {
            whole = scope.Name[..^1];
            result = value();
        }

        return graph.RenamedAs(result, whole);
    }

    /// <summary>A number that must be above 0.</summary>
    static double Above(double number, string optimizer, string argument) =>
        number > 0 ? number : throw new ArgumentOutOfRangeException(argument, $"{optimizer}: {argument} = {number}: it must be above 0.");

    /// <summary>A number that must be 0 or above.</summary>
    static double NotBelow(double number, string optimizer, string argument) =>
        number >= 0 ? number : throw new ArgumentOutOfRangeException(argument, $"{optimizer}: {argument} = {number}: it must be 0 or above.");
}
