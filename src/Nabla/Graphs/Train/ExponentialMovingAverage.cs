namespace Nabla;

public static partial class Train
{
    /// <summary>Keeps a running average of variables, which often does better than their last values: a ← a − (1 − decay) · (a − v).</summary>
    /// <remarks>
    /// <para><c>using (Graph.ControlDependencies(train)) { var step = average.Apply(); }</c> makes a node that steps and averages.
    /// The average of <c>weight</c> is the variable <c>weight/ExponentialMovingAverage</c>; <see cref="VariablesToRestore"/> loads averages into the variables themselves.</para>
    /// </remarks>
    public sealed class ExponentialMovingAverage
    {
        readonly Dictionary<Tensor, Variable> averages = new(ReferenceEqualityComparer.Instance);
        readonly Hyperparameter decay;
        readonly Tensor? numUpdates;
        readonly bool zeroDebias;

        /// <summary>Chooses how long the average remembers.</summary>
        /// <param name="decay">How much is kept at each step: 0.999, say.</param>
        /// <param name="numUpdates">A counter of steps: while it is small the decay is min(decay, (1 + n) / (10 + n)), so that the average follows faster.</param>
        /// <param name="zeroDebias">Whether averages of tensors, which start with zeros, are corrected for that start; those of variables start with the variable's first value.</param>
        /// <param name="name">What comes after a variable's name in that of its average.</param>
        public ExponentialMovingAverage(Hyperparameter decay, Tensor? numUpdates = null, bool zeroDebias = false, string name = "ExponentialMovingAverage")
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            (this.decay, this.numUpdates, this.zeroDebias, Name) = (decay, numUpdates, zeroDebias, name);
        }

        /// <summary>What comes after a variable's name in that of its average.</summary>
        public string Name { get; }

        /// <summary>A node that brings averages up to date.</summary>
        /// <param name="values">Variables, or tensors of the graph, of floating elements; by default the trainable variables.</param>
        /// <exception cref="InvalidOperationException">No graph is open.</exception>
        /// <exception cref="ArgumentException">One is averaged already.</exception>
        public GraphNode Apply(IReadOnlyList<Tensor>? values = null)
        {
            var graph = Graph.Required(Name);
            values ??= graph.GetCollection<Variable>(CollectionKeys.TrainableVariables);
            foreach (var value in values)
            {
                Require(graph, value);
                averages.Add(value, Make(graph, value));
            }

            using var scope = new NameScope(Name);
            string whole = scope.Name[..^1];
            var rate = 1 - Rate();
            return graph.GroupAs([.. values.Select(value => Update(graph, value, rate))], whole);
        }

        /// <summary>The average of a variable or tensor; null where none is kept.</summary>
        public Variable? Average(Tensor value) => averages.GetValueOrDefault(value);

        /// <summary>The name that the average of a variable or tensor has, or would have.</summary>
        public string AverageName(Tensor value) => averages.TryGetValue(value, out var average) ? average.Name : $"{PlainName(value)}/{Name}";

        /// <summary>What a checkpoint reader needs to load the averages into the variables: variables by the names under which values stand in the file.</summary>
        /// <param name="movingAverageVariables">Variables that take averages; by default the trainable ones, and those of which averages are kept. All others take their own values.</param>
        /// <exception cref="InvalidOperationException">No graph is open.</exception>
        public IReadOnlyDictionary<string, Variable> VariablesToRestore(IReadOnlyList<Variable>? movingAverageVariables = null)
        {
            var graph = Graph.Required(Name);
            var averaged = new HashSet<Variable>(
                movingAverageVariables ?? [.. graph.GetCollection<Variable>(CollectionKeys.TrainableVariables), .. graph.GetCollection<Variable>(CollectionKeys.MovingAverageVariables)],
                ReferenceEqualityComparer.Instance);
            var names = new Dictionary<string, Variable>(StringComparer.Ordinal);
            foreach (var variable in averaged)
            {
                names.Add(AverageName(variable), variable);
            }

            foreach (var variable in graph.GetCollection<Variable>(CollectionKeys.GlobalVariables))
            {
                if (!averaged.Contains(variable))
                {
                    names.TryAdd(variable.Name, variable);
                }
            }

            return names;
        }

        static string PlainName(Tensor value) => value is Variable variable ? variable.Name : value.Node.Name;

        Tensor Rate()
        {
            var kept = decay.In("decay");
            if (numUpdates is null)
            {
                return kept;
            }

            var count = numUpdates.Cast(kept.ElementType);
            return kept.Minimum((count + 1) / (count + 10));
        }

        Variable Make(Graph graph, Tensor value)
        {
            if (value is not Variable variable)
            {
                return graph.MakeBeside(value.Node.Name, value.Shape, Name, () => Tensor.Zeros(value.Shape, value.ElementType));
            }

            graph.AddToCollection(CollectionKeys.MovingAverageVariables, variable);
            return graph.MakeSlot(variable, Name, start => start.Identity());
        }

        GraphNode Update(Graph graph, Tensor value, Tensor rate)
        {
            var average = averages[value];
            rate = rate.Cast(average.ElementType);
            var now = value is Variable variable ? Engine.Current.Read(variable) : value;
            var before = Engine.Current.Read(average);
            return Graph.Assign(average, before - (zeroDebias && value is not Variable ? Debiased(graph, average, before, now, rate) : (before - now) * rate)).Node;
        }

        /// <summary>What the average is too large by, where it is the mean of the values so far: biased / (1 − (1 − rate)ᵗ).</summary>
        static Tensor Debiased(Graph graph, Variable average, Tensor before, Tensor now, Tensor rate)
        {
            var biased = graph.MakeBeside(average.Name, average.Shape, "biased", () => Tensor.Zeros(average.Shape, average.ElementType));
            var step = graph.MakeBeside(average.Name, Shape.Scalar, "local_step", () => Tensor.Zeros(Shape.Scalar, average.ElementType));
            var sum = Engine.Current.Read(biased);
            var total = Graph.Assign(biased, sum - ((sum - now) * rate));
            var count = Graph.AssignAdd(step, 1);
            return before - (total / (1 - (1 - rate).Power(count)));
        }

        void Require(Graph graph, Tensor value)
        {
            if (value is Variable variable ? !graph.Owns(variable) : (value as GraphTensor)?.Node.Recording != graph.Recording)
            {
                throw new ArgumentException($"{Name}: a tensor {value.Shape} that belongs to no graph, or to another one: averages are kept of variables and tensors of the open graph.");
            }

            if (!value.ElementType.IsFloating)
            {
                throw new ElementTypeException($"{Name}: '{value.GraphName}' is {value.ElementType.Name}: floating numbers were expected.");
            }

            if (averages.ContainsKey(value))
            {
                throw new ArgumentException($"{Name}: an average of '{value.GraphName}' is kept already. Apply to it once.");
            }
        }
    }
}
