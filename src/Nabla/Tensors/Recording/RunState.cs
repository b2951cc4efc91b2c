namespace Nabla;

/// <summary>What lives in a session: the values of a graph's variables, and other things that its nodes keep (queues, tables, iterators).</summary>
internal sealed class RunState
{
    [ThreadStatic]
    static RunState? current;

    readonly Dictionary<Variable, Variable> variables = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<object, object> resources = [];

    /// <summary>The state of the session that runs on this thread.</summary>
    internal static RunState? Current => current;

    /// <summary>The state that holds the value of a graph's variable.</summary>
    internal static RunState Of(Variable variable) => current ?? throw new InvalidOperationException(
        $"Variable '{variable.Name}' belongs to a graph: its value lives in a session. Use it inside Session.Run, or fetch it: session.Run(variable).");

    /// <summary>Makes a state this thread's until the scope ends.</summary>
    internal static Scope Enter(RunState state)
    {
        var scope = new Scope(current);
        current = state;
        return scope;
    }

    internal bool IsSet(Variable variable)
    {
        lock (variables)
        {
            return variables.ContainsKey(variable);
        }
    }

    /// <summary>Takes the value of a variable away; false where it has none.</summary>
    internal bool Remove(Variable variable)
    {
        lock (variables)
        {
            return variables.Remove(variable);
        }
    }

    internal Variable Get(Variable variable)
    {
        lock (variables)
        {
            if (variables.TryGetValue(variable, out var value))
            {
                return value;
            }

            if (variable.SelfStarting is { } start)
            {
                return variables[variable] = new(variable, start);
            }
        }

        throw new InvalidOperationException(
            $"Variable '{variable.Name}' has no value yet in this session. Run the initializer first, session.Run(Graph.GlobalVariablesInitializer()), made after all variables and optimizers; or restore a checkpoint.");
    }

    internal void Set(Variable variable, Tensor value)
    {
        lock (variables)
        {
            if (variables.TryGetValue(variable, out var holder) && holder.Shape == value.Shape && holder.ElementType == value.ElementType)
            {
                holder.Take(value);
            }
            else
            {
                variables[variable] = new(variable, value);
            }
        }
    }

    /// <summary>Something that a node keeps between runs, made when it is first needed.</summary>
    internal T Resource<T>(object key, Func<T> make)
        where T : class
    {
        lock (resources)
        {
            if (resources.TryGetValue(key, out object? there))
            {
                return there as T ?? throw new InvalidOperationException($"Session: the resource '{key}' is a {there.GetType().Name}, and a {typeof(T).Name} was asked: give each its own name.");
            }

            var made = make();
            resources.Add(key, made);
            return made;
        }
    }

    /// <summary>Puts the state back that was there before.</summary>
    internal readonly struct Scope(RunState? before) : IDisposable
    {
        public void Dispose() => current = before;
    }
}
