namespace Nabla;

/// <summary>Named state that changes: a weight, a counter, a moving average.</summary>
/// <remarks>What reads a variable sees its value at that moment: later assignments change no tensor, view or tape.
/// Gradient tapes watch trainable variables by themselves.</remarks>
public sealed partial class Variable : Tensor
{
    static readonly PromisedStorage Unset = new("Variable: the value of a graph's variable was asked: each session has its own. Fetch it with Session.Run or variable.Eval().");

    readonly Variable? identity;
    Tensor? snapshot;

    /// <summary>A variable that starts with the given value.</summary>
    /// <param name="initialValue">Its shape and element type stay the variable's.</param>
    /// <param name="trainable">Whether tapes watch it and optimizers change it.</param>
    /// <param name="name">A name for summaries and files.</param>
    public Variable(Tensor initialValue, bool trainable = true, string name = "Variable")
        : this(initialValue, initialValue.Shape, trainable, name)
    {
    }

    /// <summary>A variable whose shape is less known than that of what it starts with.</summary>
    internal Variable(Tensor initialValue, Shape shape, bool trainable, string name)
        : base(shape, initialValue.ElementType, Unset)
    {
        (Trainable, Name) = (trainable, name);
        LivesInSessions = Engine.Current.Declare(this, initialValue);
        if (!LivesInSessions)
        {
            Storage = Owned(initialValue);
        }
    }

    /// <summary>What a session keeps as the value of a graph's variable.</summary>
    internal Variable(Variable of, Tensor value)
        : base(value.Shape, value.ElementType, Owned(value)) => (Name, Trainable, identity) = (of.Name, of.Trainable, of);

    /// <summary>A graph's variable of which a file tells no value: each session sets it.</summary>
    internal Variable(ElementType type, Shape shape, bool trainable, string name)
        : base(shape, type, Unset) => (Trainable, Name, LivesInSessions) = (trainable, name, true);

    /// <summary>The name.</summary>
    public string Name { get; internal set; }

    /// <summary>Whether tapes watch it by themselves and optimizers change it.</summary>
    public bool Trainable { get; set; }

    /// <summary>What is done to the value after each optimizer step: keeps it in bounds; none by default.</summary>
    public Func<Tensor, Tensor>? Constraint { get; set; }

    /// <summary>The present value as a tensor that later assignments do not change.</summary>
    public Tensor Value => Engine.Current.Read(this);

    /// <summary>Whether it was made in a graph: then each session holds a value of its own.</summary>
    internal bool LivesInSessions { get; }

    /// <summary>What it starts with where no initializer sets it: the state of a graph's random op.</summary>
    internal Tensor? SelfStarting { get; init; }

    /// <summary>The variable that holds the value here: itself, or the one of the session that runs.</summary>
    internal Variable Here => LivesInSessions ? RunState.Of(this).Get(this) : this;

    /// <summary>How often the value changed.</summary>
    internal long Version { get; private set; }

    /// <summary>Something computed from the value of some version, which it must tell.</summary>
    internal object? Derived { get; set; }

    /// <summary>Replaces the value.</summary>
    /// <exception cref="ShapeException">The shape differs.</exception>
    /// <exception cref="ElementTypeException">The element type differs.</exception>
    public Variable Assign(Operand value)
    {
        Engine.Current.Run(new Operations.AssignVariable(this), value.ToTensor("Assign", ElementType));
        return this;
    }

    /// <summary>A snapshot: it shares the memory and marks it, so that the next assignment goes elsewhere.</summary>
    internal override Tensor Resolve()
    {
        if (snapshot is { } known)
        {
            return known;
        }

        if (LivesInSessions)
        {
            return Here.Resolve();
        }

        Storage.Shared = true;
        return snapshot = new Tensor(Shape, ElementType, Storage) { Origin = identity ?? this };
    }

    /// <summary>The memory, ready to be overwritten in place; its contents are the present value.</summary>
    internal Storage Writable()
    {
        if (Storage.Shared)
        {
            var copy = Storage.Allocate(ElementType, Size);
            Storage.CopyTo(copy);
            Storage = copy;
        }

        Changed();
        return Storage;
    }

    /// <summary>The memory, ready to be filled; its contents are undefined.</summary>
    internal Storage Fresh()
    {
        if (Storage.Shared)
        {
            Storage = Storage.Allocate(ElementType, Size);
        }

        Changed();
        return Storage;
    }

    /// <summary>Takes the value of a tensor: shares its memory, marked, until either is written.</summary>
    internal void Take(Tensor value)
    {
        if (value.IsContiguous && value.Offset == 0 && value.Storage.Length == Size)
        {
            value.Storage.Shared = true;
            Storage = value.Storage;
        }
        else
        {
            Storage = value.Copied().Storage;
        }

        Changed();
    }

    void Changed()
    {
        snapshot = null;
        Version++;
        Derived = null;
    }

    static Storage Owned(Tensor value) => Engine.Current.StartOf(value).Copied().Storage;
}
