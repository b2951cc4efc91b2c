namespace Nabla.Compilation.Passes;

/// <summary>Computes now what is the same in every step: what depends on constants or on shapes alone.</summary>
internal sealed class FoldConstants : IPass
{
    /// <summary>Larger constants stay computations, unless what they are computed from is as large.</summary>
    const long Largest = 1 << 16;

    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        int folded = 0;
        using var engine = Engine.Use(null);
        foreach (var node in draft.Nodes)
        {
            if (node.IsPure && node.Outputs.Length > 0 && Array.TrueForAll(node.Outputs, y => y.Known is null) && Inputs(node) is { } x && Compute(node, x) is { } y)
            {
                folded++;
                for (int i = 0; i < y.Length; i++)
                {
                    node.Outputs[i].Known = y[i];
                }
            }
        }

        draft.Nodes.RemoveAll(node => node.Outputs.Length > 0 && Array.TrueForAll(node.Outputs, y => y.Known is not null));
        if (folded > 0)
        {
            draft.Log.Add($"constants: {folded} nodes computed beforehand");
        }
    }

    /// <summary>What a recorded tensor is already, where shapes alone tell: the tensor itself where they do not.</summary>
    internal static Tensor Shown(Tensor x)
    {
        if (x is not GraphTensor { Node: { Op: IShapeOnly, Promises.Length: 1 } node, Shape.IsKnown: true } || x.Size > Largest || !Array.TrueForAll(node.Inputs, t => t.Shape.IsKnown))
        {
            return x;
        }

        using var engine = Engine.Use(null);
        var context = new RunContext(node.Op, Array.ConvertAll(node.Inputs, Unplaced), [new TensorSpec(x.ElementType, x.Shape)]);
        node.Op.Run(context);
        return context.Outputs[0];
    }

    static Tensor Unplaced(Tensor x) => new(x.Shape, x.ElementType, new UnplacedStorage(x.Shape.Size));

    static Tensor[]? Inputs(DraftNode node)
    {
        bool shapesOnly = node.Op is IShapeOnly && Array.TrueForAll(node.Inputs, x => x.Shape.IsKnown) && node.Outputs[0].IsFixed;
        if (!shapesOnly && (node.Op is CompositeOp or FlowOp || node.Inputs.Length == 0 && node.Op is not IShapeOnly || !Array.TrueForAll(node.Inputs, x => x.Known is not null)))
        {
            return null;
        }

        long given = node.Inputs.Max(long? (x) => x.Known?.Size) ?? 0;
        return Array.TrueForAll(node.Outputs, y => y.IsFixed && y.Shape.Size <= Math.Max(given, Largest))
            ? Array.ConvertAll(node.Inputs, x => x.Known ?? new Tensor(x.Shape, x.ElementType, new UnplacedStorage(x.Shape.Size))) : null;
    }

    static Tensor[]? Compute(DraftNode node, Tensor[] x)
    {
        try
        {
            var context = new RunContext(node.Op, x, Array.ConvertAll(node.Outputs, y => new TensorSpec(y.ElementType, y.Shape)));
            node.Op.Run(context);
            return Array.ConvertAll(context.Outputs, y => y is { IsContiguous: true, Offset: 0 } ? y : y.Copied());
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The step says it when it gets there, as it would without a plan.
            return null;
        }
    }
}
