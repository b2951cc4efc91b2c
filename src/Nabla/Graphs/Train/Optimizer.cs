using Nabla.Graphs;
using Nabla.Operations;

namespace Nabla;

public static partial class Train
{
    /// <summary>Adds to a graph the nodes that change variables so that a loss becomes small.</summary>
    /// <remarks>What it keeps of a variable (its slots) are variables of the graph, named as TensorFlow names them (<c>weight/Adam</c>, <c>weight/Adam_1</c>), saved with it, and started by
    /// <see cref="Graph.GlobalVariablesInitializer"/>, which therefore has to be made after <see cref="Minimize"/>.</remarks>
    public abstract partial class Optimizer
    {
        private protected Optimizer(string name)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            Name = name;
        }

        /// <summary>The name, which its nodes and slots bear.</summary>
        public string Name { get; }

        /// <summary>The formula.</summary>
        private protected abstract UpdateRule Rule { get; }

        /// <summary>Whether a gradient that is rows by index changes those rows only; else it is applied as the dense tensor that it stands for.</summary>
        private protected virtual bool ChangesRows => true;

        /// <summary>Whether rows of one index are added before the step; else the step is made for each.</summary>
        private protected virtual bool AddsDuplicates => true;

        /// <summary>A node that makes one step: computes the gradients of the loss and applies them.</summary>
        /// <param name="loss">What shall become small.</param>
        /// <param name="globalStep">A counter that the step increases by one.</param>
        /// <param name="varList">What is changed; by default the trainable variables of the graph.</param>
        /// <param name="name">The name of the node; by default that of the optimizer.</param>
        /// <exception cref="InvalidOperationException">No graph is open.</exception>
        /// <exception cref="ArgumentException">The loss depends on none of the variables.</exception>
        public GraphNode Minimize(Tensor loss, Variable? globalStep = null, IReadOnlyList<Variable>? varList = null, string? name = null)
        {
            var gradients = ComputeGradients(loss, varList);
            return gradients.Any(pair => pair.Gradient is not null) ? ApplyGradients(gradients, globalStep, name)
                : throw new ArgumentException($"{Name}: the loss '{loss.GraphName}' depends on none of {Listed(gradients)}: there is nothing to change. Compute the loss from the variables, by operations that have gradients.", nameof(loss));
        }

        /// <summary>The gradient of a loss for each variable; null where the loss does not depend on it.</summary>
        /// <param name="loss">What is differentiated; of one that is no scalar, the sum.</param>
        /// <param name="varList">For what; by default the trainable variables of the graph.</param>
        /// <param name="gradLoss">Weights of the loss's elements; ones by default.</param>
        /// <exception cref="InvalidOperationException">No graph is open.</exception>
        public IReadOnlyList<(Tensor? Gradient, Variable Variable)> ComputeGradients(Tensor loss, IReadOnlyList<Variable>? varList = null, Tensor? gradLoss = null)
        {
            ArgumentNullException.ThrowIfNull(loss);
            var graph = Graph.Required(Name);
            if (!loss.ElementType.IsFloating)
            {
                throw new ElementTypeException($"{Name}: the loss is {loss.ElementType.Name}: floating numbers were expected. Cast it: loss.Cast(ElementType.Float32).");
            }

            varList ??= graph.GetCollection<Variable>(CollectionKeys.TrainableVariables);
            if (varList.Count == 0)
            {
                throw new ArgumentException($"{Name}: there are no variables to change: the graph has no trainable ones. Make them with Graph.GetVariable or new Variable before.", nameof(varList));
            }

            foreach (var variable in varList)
            {
                Require(graph, variable);
            }

            var gradients = Graph.Gradients([loss], varList, gradLoss is null ? null : [gradLoss]);
            return [.. varList.Select((variable, i) => (gradients.OrNull(i), variable))];
        }

        /// <summary>A node that applies gradients to variables: one step.</summary>
        /// <param name="gradsAndVars">Gradients with what they change; a variable whose gradient is null stays as it is.</param>
        /// <param name="globalStep">A counter that the step increases by one.</param>
        /// <param name="name">The name of the node; by default that of the optimizer.</param>
        /// <exception cref="InvalidOperationException">No graph is open.</exception>
        /// <exception cref="ArgumentException">No variable has a gradient, or a gradient does not fit its variable.</exception>
        public GraphNode ApplyGradients(IReadOnlyList<(Tensor? Gradient, Variable Variable)> gradsAndVars, Variable? globalStep = null, string? name = null)
        {
            ArgumentNullException.ThrowIfNull(gradsAndVars);
            var graph = Graph.Required(Name);
            var pairs = gradsAndVars.Where(pair => pair.Gradient is not null).Select(pair => (Gradient: pair.Gradient!, pair.Variable)).ToList();
            if (pairs.Count == 0)
            {
                throw new ArgumentException($"{Name}: no gradient was given for any of {Listed(gradsAndVars)}: there is nothing to apply.", nameof(gradsAndVars));
            }

            foreach (var (gradient, variable) in pairs)
            {
                Require(graph, variable, gradient);
            }

            CreateSlots(graph, [.. pairs.Select(pair => pair.Variable)]);
            using var scope = new NameScope(name ?? Name);
            string whole = scope.Name[..^1];
            List<GraphNode> updates = [.. Updates(graph, pairs)];
            using (Graph.ControlDependencies([.. updates]))
            {
                updates.AddRange(Finish(graph));
            }

            if (globalStep is not null)
            {
                using (Graph.ControlDependencies([.. updates]))
                {
                    updates = [Graph.AssignAdd(globalStep, 1, "global_step").Node];
                }
            }

            var train = graph.GroupAs(updates, whole);
            graph.AddToCollection(CollectionKeys.TrainOp, train);
            return train;
        }

        /// <summary>Scalars of the step in the order of TensorFlow's op, with the names of their nodes.</summary>
        private protected abstract IReadOnlyList<(string Name, Hyperparameter Value)> Numbers(Graph graph);

        /// <summary>What is done when all variables have changed: nodes that change what the optimizer keeps beside the slots.</summary>
        private protected virtual IEnumerable<GraphNode> Finish(Graph graph) => [];

        IEnumerable<GraphNode> Updates(Graph graph, List<(Tensor Gradient, Variable Variable)> pairs)
        {
            Tensor[] given = [.. Numbers(graph).Select(number => number.Value.In(number.Name))];
            var numbers = new Dictionary<ElementType, Tensor[]>();
            foreach (var (gradient, variable) in pairs)
            {
                var type = variable.ElementType;
                if (!numbers.TryGetValue(type, out var own))
                {
                    numbers.Add(type, own = Rule.Prepare(Array.ConvertAll(given, number => number.Cast(type))));
                }

                yield return Update(graph, gradient, variable, own);
            }
        }

        GraphNode Update(Graph graph, Tensor gradient, Variable variable, Tensor[] numbers)
        {
            using var scope = new NameScope($"update_{variable.Name}");
            Variable[] state = [variable, .. StateOf(variable)];
            var rows = ChangesRows ? (gradient as IndexedSlices)?.Rows() : null;
            if (rows is not null)
            {
                Rule.ApplyRows(state, rows.Values, rows.Indices, numbers, AddsDuplicates);
            }
            else if (ChangesRows && gradient is GraphTensor { Node.Op: TapedGradient })
            {
                Rule.ApplyEither(state, gradient, numbers, AddsDuplicates);
            }
            else
            {
                Rule.Apply(state, gradient, numbers);
            }

            var step = graph.Nodes[^1];
            graph.Rename(step, rows is null ? Rule.OpName : $"Sparse{Rule.OpName}");
            if (variable.Constraint is not { } constraint)
            {
                return step;
            }

            using (Graph.ControlDependencies(step))
            {
                return Graph.Assign(variable, constraint(Engine.Current.Read(variable))).Node;
            }
        }

        void Require(Graph graph, Variable variable, Tensor? gradient = null)
        {
            ArgumentNullException.ThrowIfNull(variable);
            if (Engine.Current != graph.Recording)
            {
                throw new InvalidOperationException($"{Name}: a step is built inside a branch or a loop: it belongs to the graph itself. Build it outside, and choose inside what the gradients are.");
            }

            if (!graph.Owns(variable))
            {
                throw new ArgumentException($"{Name}: the variable '{variable.Name}' belongs to no graph, or to another one: an optimizer changes variables of the open graph. Make it inside this graph.");
            }

            if (gradient is not null && (!gradient.Shape.IsCompatibleWith(variable.Shape) || gradient.ElementType != variable.ElementType))
            {
                throw new ShapeException($"{Name}: a gradient {gradient.ElementType.Name} {gradient.Shape} for the variable '{variable.Name}', {variable.ElementType.Name} {variable.Shape}: type and shape must be equal. Give each gradient with its own variable.");
            }
        }

        static string Listed(IEnumerable<(Tensor? Gradient, Variable Variable)> pairs) => string.Join(", ", pairs.Select(pair => $"'{pair.Variable.Name}'"));
    }
}
