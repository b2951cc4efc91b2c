namespace Nabla;

public static partial class Train
{
    /// <content>What is kept between steps.</content>
    public abstract partial class Optimizer
    {
        readonly Dictionary<Variable, Dictionary<string, Variable>> slots = new(ReferenceEqualityComparer.Instance);
        readonly Dictionary<(Graph Graph, string Name), Variable> shared = [];

        /// <summary>All that it keeps: slots and what belongs to no variable, by name.</summary>
        public IReadOnlyList<Variable> Variables => [.. slots.Values.SelectMany(kept => kept.Values).Concat(shared.Values).OrderBy(variable => variable.Name, StringComparer.Ordinal)];

        /// <summary>Slots in the order in which they are made, with what they start with.</summary>
        private protected virtual IReadOnlyList<(string Name, double Start)> Slots => [];

        /// <summary>Names of slots in the order of the rule.</summary>
        private protected virtual IEnumerable<string> SlotOrder => Slots.Select(slot => slot.Name);

        /// <summary>What is kept of a variable under a name: <c>momentum</c>; null where nothing is.</summary>
        public Variable? GetSlot(Variable variable, string name)
        {
            ArgumentNullException.ThrowIfNull(variable);
            return slots.GetValueOrDefault(variable)?.GetValueOrDefault(name);
        }

        /// <summary>The names of what is kept of each variable.</summary>
        public IReadOnlyList<string> GetSlotNames() => [.. slots.Values.SelectMany(kept => kept.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        /// <summary>What belongs to no variable and starts with a number: made at the first step of a graph.</summary>
        private protected virtual IEnumerable<(string Name, Hyperparameter Start)> Shared => [];

        /// <summary>The variable of a graph that belongs to no other.</summary>
        private protected Variable SharedOf(Graph graph, string name) => shared[(graph, name)];

        IEnumerable<Variable> StateOf(Variable variable) => SlotOrder.Select(name => slots[variable][name]);

        void CreateSlots(Graph graph, IReadOnlyList<Variable> variables)
        {
            foreach (var (name, start) in Shared)
            {
                if (!shared.ContainsKey((graph, name)))
                {
                    var value = start.Number is { } number ? Tensor.Constant((float)number) : start.In(name);
                    shared.Add((graph, name), new Variable(value, trainable: false, name));
                }
            }

            foreach (var variable in variables)
            {
                if (!slots.TryGetValue(variable, out var kept))
                {
                    slots.Add(variable, kept = []);
                    foreach (var (name, start) in Slots)
                    {
                        kept.Add(name, graph.MakeSlot(variable, Name, value => value.FullLike(start)));
                    }
                }
            }
        }
    }
}
