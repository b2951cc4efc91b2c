using Nabla.Operations;

namespace Nabla.Compilation.Passes;

/// <summary>Joins a convolution with what follows it: · vector, + vector, + tensor, relu, each where it is there; batch normalisation of inference among them.</summary>
/// <remarks>It then runs where the last of them stood, when all that it needs is there. Kernels that no step of the plan changes are packed once.</remarks>
internal sealed class FinishConvolutions : IPass
{
    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var uses = draft.Uses();
        var results = new HashSet<DraftValue>(draft.Results);
        var gone = new HashSet<DraftNode>();
        var makers = new Dictionary<DraftValue, DraftNode>();
        int changes = 0;
        bool hasGradients = draft.Nodes.Exists(node => node.Op is ConvolutionInputGradient or ConvolutionKernelGradient);
        foreach (var node in draft.Nodes)
        {
            changes += node.Op.Effect is Effect.WritesState or Effect.OutsideWorld ? 1 : 0;
            node.Order = changes;
            foreach (var y in node.Outputs)
            {
                makers[y] = node;
            }
        }

        foreach (var node in draft.Nodes)
        {
            if (node.Op is not Convolution convolution || node.Outputs[0] is not { IsFixed: true, ElementType: ElementType.Float32 or ElementType.Float64 })
            {
                continue;
            }

            var last = node;
            var parts = new List<DraftNode> { node };
            var scale = Take(other => other.Op is NumberBinary<Multiply> ? Vector(other, last) : null);
            var bias = Take(other => other.Op is NumberBinary<Add> ? Vector(other, last) : null);
            var beside = Take(other => other.Op is NumberBinary<Add> ? Tensor(other, last) : null);
            bool relu = Take(other => other.Op is NumberUnary<Relu> ? other.Outputs[0] : null) is not null;
            var kernel = changes == 0 && makers.GetValueOrDefault(node.Inputs[1]) is { Op: ReadVariable { Target: { LivesInSessions: false } target } } ? target : null;
            if (parts.Count == 1 && kernel is null)
            {
                continue;
            }

            gone.UnionWith(parts[..^1]);
            last.Op = new ConvolutionFinish(convolution, scale is not null, bias is not null, beside is not null, relu, kernel, kernel is not null && !hasGradients);
            last.Inputs = [.. node.Inputs, .. new[] { scale, bias, beside }.OfType<DraftValue>()];
            draft.Log.Add($"convolution: {last.Op.Name}, {last.Outputs[0].Shape}");

            DraftValue? Take(Func<DraftNode, DraftValue?> given)
            {
                if (results.Contains(last.Outputs[0]) || uses.GetValueOrDefault(last.Outputs[0]) is not [var next] || gone.Contains(next) || next.Order != node.Order || next.IsKept || given(next) is not { } value)
                {
                    return null;
                }

                last = next;
                parts.Add(next);
                return value;
            }
        }

        draft.Nodes.RemoveAll(gone.Contains);
    }

    /// <summary>What stands beside the value so far, if that is a vector along the last axis.</summary>
    static DraftValue? Vector(DraftNode node, DraftNode before) => Other(node, before) is { Shape: { IsKnown: true, Rank: 1 } } vector
        && vector.Shape.Lengths[0] == before.Outputs[0].Shape.Lengths[^1] && node.Outputs[0].Shape == before.Outputs[0].Shape ? vector : null;

    static DraftValue? Tensor(DraftNode node, DraftNode before) => Other(node, before) is { } tensor && tensor.Shape == before.Outputs[0].Shape ? tensor : null;

    static DraftValue? Other(DraftNode node, DraftNode before)
    {
        var other = node.Inputs[0] == before.Outputs[0] ? node.Inputs[1] : node.Inputs[0];
        return other != before.Outputs[0] && other.ElementType == before.Outputs[0].ElementType ? other : null;
    }
}
