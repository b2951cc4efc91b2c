using Nabla.Operations;

namespace Nabla.Compilation.Passes;

/// <summary>Computes once what is computed twice: equal ops on equal values, reads of a variable that nothing changed in between, equal constants.</summary>
internal sealed class MergeEqual : IPass
{
    const long LargestConstant = 64;

    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var known = new Dictionary<Key, DraftNode>();
        var constants = new List<DraftValue>();
        var versions = new Dictionary<Variable, int>(ReferenceEqualityComparer.Instance);
        var by = new Dictionary<DraftValue, DraftValue>();
        int everything = 0, merged = 0;
        var kept = new List<DraftNode>();
        foreach (var node in draft.Nodes)
        {
            for (int i = 0; i < node.Inputs.Length; i++)
            {
                node.Inputs[i] = by.GetValueOrDefault(node.Inputs[i], node.Inputs[i]);
                node.Inputs[i] = Constant(node.Inputs[i], constants);
            }

            if (node.Op.Effect == Effect.WritesState)
            {
                foreach (var variable in (node.Op as IChangesVariables)?.Changed ?? [])
                {
                    versions[variable] = versions.GetValueOrDefault(variable) + 1;
                }

                everything += node.Op is IChangesVariables ? 0 : 1;
            }

            int version = node.Op is ReadVariable { Target: var target } ? versions.GetValueOrDefault(target) : 0;
            bool canMerge = node.Outputs.Length > 0 && (node.IsPure || node.Op is ReadVariable);
            if (canMerge && !known.TryAdd(new(node.Op, node.Inputs, version, everything), node))
            {
                var first = known[new(node.Op, node.Inputs, version, everything)];
                for (int i = 0; i < node.Outputs.Length; i++)
                {
                    by.Add(node.Outputs[i], first.Outputs[i]);
                }

                merged += node.Op is ReadVariable ? 0 : 1;
                continue;
            }

            kept.Add(node);
        }

        draft.Nodes = kept;
        draft.Replace(by);
        if (merged > 0)
        {
            draft.Log.Add($"common subexpressions: {merged} nodes merged with equal ones");
        }
    }

    /// <summary>The first constant with the same bits.</summary>
    static DraftValue Constant(DraftValue value, List<DraftValue> constants)
    {
        if (value.Known is not { ElementType: not ElementType.String, IsContiguous: true, Offset: 0 } known || known.Size > LargestConstant)
        {
            return value;
        }

        foreach (var other in constants)
        {
            if (other.ElementType == value.ElementType && other.Known!.Shape == known.Shape
                && other.Known.Storage.Bytes[..(int)(known.Size * known.ElementType.Size)].SequenceEqual(known.Storage.Bytes[..(int)(known.Size * known.ElementType.Size)]))
            {
                return other;
            }
        }

        constants.Add(value);
        return value;
    }

    readonly struct Key(Op op, DraftValue[] inputs, int version, int everything) : IEquatable<Key>
    {
        readonly Op op = op;
        readonly DraftValue[] inputs = inputs;
        readonly int version = version, everything = everything;

        public bool Equals(Key other) => version == other.version && everything == other.everything && op.Equals(other.op) && inputs.AsSpan().SequenceEqual(other.inputs);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(op);
            hash.Add(version);
            foreach (var x in inputs)
            {
                hash.Add(x);
            }

            return hash.ToHashCode();
        }
    }
}
