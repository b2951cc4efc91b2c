using Nabla.Operations;

namespace Nabla.Compilation.Passes;

/// <summary>Joins a product with the bias that is added to it and the formula that follows.</summary>
/// <remarks>Where the backward pass needs what the formula was applied to, and the formula's value tells the slope as well, it takes the value.</remarks>
internal sealed class FinishProducts : IPass
{
    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        SlopesFromValues(draft);
        ReadFirst(draft);
        var uses = draft.Uses();
        var results = new HashSet<DraftValue>(draft.Results);
        var gone = new HashSet<DraftNode>();
        foreach (var node in draft.Nodes)
        {
            if (node.Op is not MatMul product || node.Outputs[0].ElementType is not (ElementType.Float32 or ElementType.Float64) || !node.Outputs[0].IsFixed)
            {
                continue;
            }

            var last = node;
            DraftValue? bias = null;
            if (Next(last) is { Op: NumberBinary<Add> } add && Bias(add, last.Outputs[0]) is { } b && IsBefore(b, node, draft))
            {
                (bias, last) = (b, add);
            }

            UnaryOp? formula = null;
            if (Next(last) is { Op: UnaryOp unary } end && unary.Finish is not null)
            {
                (formula, last) = (unary, end);
            }

            if (last != node)
            {
                for (var other = node; other != last;)
                {
                    var next = Next(other)!;
                    gone.Add(next);
                    other = next;
                }

                node.Op = new MatMulFinish(product, bias is not null, formula);
                node.Inputs = bias is null ? node.Inputs : [.. node.Inputs, bias];
                node.Outputs = last.Outputs;
                draft.Log.Add($"product: {node.Op.Name} in one, {node.Outputs[0].Shape}");
            }
        }

        draft.Nodes.RemoveAll(gone.Contains);

        DraftNode? Next(DraftNode node) => !results.Contains(node.Outputs[0]) && uses.GetValueOrDefault(node.Outputs[0]) is [var only] ? only : null;
    }

    static DraftValue? Bias(DraftNode add, DraftValue product)
    {
        var bias = add.Inputs[0] == product ? add.Inputs[1] : add.Inputs[0];
        return bias != product && bias.Shape.IsKnown && bias.Shape.Rank == 1 && bias.Shape.Lengths[0] == product.Shape.Lengths[^1] && add.Outputs[0].Shape == product.Shape ? bias : null;
    }

    /// <summary>Whether the bias is there when the product runs.</summary>
    static bool IsBefore(DraftValue bias, DraftNode product, Draft draft)
    {
        foreach (var node in draft.Nodes)
        {
            if (node == product)
            {
                return bias.Known is not null || Array.IndexOf(draft.Parameters, bias) >= 0;
            }

            if (Array.IndexOf(node.Outputs, bias) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads variables at the beginning where nothing has changed them yet, so that they are there for every product.</summary>
    static void ReadFirst(Draft draft)
    {
        int until = draft.Nodes.FindIndex(node => node.Op.Effect is Effect.WritesState or Effect.OutsideWorld);
        var (head, tail) = until < 0 ? (draft.Nodes, []) : (draft.Nodes[..until], draft.Nodes[until..]);
        draft.Nodes = [.. head.Where(node => node.Op is ReadVariable), .. head.Where(node => node.Op is not ReadVariable), .. tail];
    }

    static void SlopesFromValues(Draft draft)
    {
        foreach (var node in draft.Nodes)
        {
            if (node.Op is UnarySlopeOp { IsFromValue: true })
            {
                node.Inputs = [node.Inputs[1], .. node.Inputs[1..]];
            }
        }
    }
}
