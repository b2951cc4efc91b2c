using System.Runtime.CompilerServices;

namespace Nabla.Formats.GraphDefs;

/// <summary>A function of a file's library, ready to run.</summary>
sealed class FunctionBody(string name, Recording recording, GraphTensor[] parameters, GraphNode[] nodes, GraphTensor[] results)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Number of arguments.</summary>
    public int Parameters => parameters.Length;

    /// <summary>Computes the results from values of the arguments.</summary>
    public Tensor[] Run(params ReadOnlySpan<Tensor> x)
    {
        if (x.Length != parameters.Length) throw new ArgumentException($"Function '{name}': {x.Length} arguments: {parameters.Length} are expected.");
        // A function may call itself; where it never stops, it stops here instead of with the stack.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new InvalidOperationException($"Function '{name}': it calls itself too deep, or without end.");
        var values = new Tensor?[recording.Slots];
        for (var i = 0; i < x.Length; i++) values[parameters[i].Slot] = x[i];
        NodeRunner.Run(nodes, values);
        return Array.ConvertAll(results, y => values[y.Slot]?.Resolve() ?? throw new InvalidOperationException($"Function '{name}': the result '{y.Name}' lies in a branch that was not taken."));
    }
}
