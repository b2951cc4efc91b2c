using Nabla.Operations;

namespace Nabla.Compilation.Passes;

/// <summary>Joins the gradient of maximum pooling with that of the relu before it: one visit of the image instead of two.</summary>
internal sealed class JoinPoolGradients : IPass
{
    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var uses = draft.Uses();
        var results = new HashSet<DraftValue>(draft.Results);
        var gone = new HashSet<DraftNode>();
        foreach (var node in draft.Nodes)
        {
            if (node.Op is MaxPoolGradient pooling && Overlaps(pooling.Steps) is false && node.Outputs[0] is { IsFixed: true, ElementType: ElementType.Float32 or ElementType.Float64 } dx
                && !results.Contains(dx) && uses.GetValueOrDefault(dx) is [{ Op: NumberUnarySlope<Relu> } slope] && slope.Inputs[2] == dx && slope.Inputs[0] == node.Inputs[0] && slope.Inputs[1] == node.Inputs[0])
            {
                node.Op = new ReluPoolGradient(pooling);
                node.Outputs = slope.Outputs;
                gone.Add(slope);
                draft.Log.Add($"pooling: {node.Op.Name}, {dx.Shape}");
            }
        }

        draft.Nodes.RemoveAll(gone.Contains);
    }

    static bool Overlaps(PoolSteps steps)
    {
        for (int k = 0; k < steps.Window.Count; k++)
        {
            if (steps.Strides[k] < steps.Window[k])
            {
                return true;
            }
        }

        return false;
    }
}
