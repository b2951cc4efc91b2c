namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Tuples of tensors in the order in which they came; lives in a session.</summary>
sealed class QueueState(string name, ElementType[] types, Shape[] shapes, long capacity, bool pads)
{
    readonly Queue<Tensor[]> items = [];

    public int Count => items.Count;

    public bool IsClosed { get; private set; }

    public void Close(bool forgets)
    {
        IsClosed = true;
        if (forgets) items.Clear();
    }

    public void Enqueue(Tensor[] item)
    {
        if (IsClosed) throw new InvalidOperationException($"Queue '{name}': it is closed: nothing can be put in.");
        if (capacity >= 0 && items.Count >= capacity) throw new InvalidOperationException($"Queue '{name}': it is full with {capacity} items, and nobody takes any while this waits.");
        for (var i = 0; i < types.Length; i++)
        {
            if (i >= item.Length || item[i].ElementType != types[i]) throw new ElementTypeException($"Queue '{name}': items of {string.Join(", ", types.Select(type => type.Name))} are expected.");
            if (i < shapes.Length && !shapes[i].IsCompatibleWith(item[i].Shape)) throw new ShapeException($"Queue '{name}': a tensor of shape {item[i].Shape}, where {shapes[i]} is expected.");
        }
        items.Enqueue(item);
    }

    public Tensor[] Dequeue() => items.TryDequeue(out var item) ? item
        : throw new InvalidOperationException(IsClosed ? $"Queue '{name}': it is closed and has no items left." : $"Queue '{name}': it is empty, and nobody puts anything in while this waits.");

    /// <summary>Several items, each component stacked.</summary>
    public Tensor[] Dequeue(int count, bool orFewer)
    {
        if (count > items.Count && !(orFewer && IsClosed && items.Count > 0))
        {
            throw new InvalidOperationException(IsClosed ? $"Queue '{name}': it is closed and has {items.Count} of {count} items left." : $"Queue '{name}': it has {items.Count} of {count} items, and nobody puts more in while this waits.");
        }
        var taken = Enumerable.Range(0, Math.Min(count, items.Count)).Select(_ => items.Dequeue()).ToList();
        return [.. Enumerable.Range(0, types.Length).Select(i => taken.Count == 0 ? Tensor.Zeros(Shape.Of([0, .. (i < shapes.Length ? shapes[i] : Shape.Scalar).ToArray()]), types[i]) : Stacked([.. taken.Select(item => item[i])]))];
    }

    Tensor Stacked(Tensor[] parts)
    {
        if (!pads) return Tensor.Stack(parts);
        var most = Enumerable.Range(0, parts[0].Rank).Select(axis => parts.Max(part => part.Shape[axis])).ToArray();
        return Tensor.Stack([.. parts.Select(part => part.Pad([.. most.Select((length, axis) => (0, (int)(length - part.Shape[axis])))]))]);
    }
}

/// <summary>Queues.</summary>
static class QueueRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("FIFOQueueV2", "-> resource", n => Handle(n, pads: false), Effect.WritesState);
        table.Add("PaddingFIFOQueueV2", "-> resource", n => Handle(n, pads: true), Effect.WritesState);
        table.Add("QueueEnqueueV2", "resource, Tcomponents[] ->", n => Queue(n).Enqueue(n[1..]), Effect.WritesState);
        table.Add("QueueEnqueueManyV2", "resource, Tcomponents[] ->", EnqueueMany, Effect.WritesState);
        table.Add("QueueDequeueV2", "resource -> component_types[]", n => [.. Queue(n).Dequeue()], Effect.WritesState);
        table.Add("QueueDequeueManyV2", "resource, int32 -> component_types[]", n => Queue(n).Dequeue(n.Int(1), orFewer: false), Effect.WritesState);
        table.Add("QueueDequeueUpToV2", "resource, int32 -> component_types[]", n => Queue(n).Dequeue(n.Int(1), orFewer: true), Effect.WritesState);
        table.Add("QueueCloseV2", "resource ->", n => Queue(n).Close(n.Flag("cancel_pending_enqueues")), Effect.WritesState);
        table.Add("QueueIsClosedV2", "resource -> bool", n => Tensor.Constant(Queue(n).IsClosed), Effect.ReadsState);
        table.Add("QueueSizeV2", "resource -> int32", n => Tensor.Constant(Queue(n).Count), Effect.ReadsState);
    }

    static QueueState Queue(ImportedCall n) => n.Handle<QueueState>(0);

    static HandleTensor Handle(ImportedCall n, bool pads) => new(ElementType.Resource, VariableRows.State.Resource(
        Resources.Key(n, "queue"),
        () => new QueueState(n.Node.Name, n.Attributes.Types("component_types"), n.Attributes.Shapes("shapes", []), n.Attributes.Int("capacity", -1), pads)));

    static void EnqueueMany(ImportedCall n)
    {
        var parts = n[1..];
        if (parts.Length == 0 || Array.Exists(parts, part => part.Rank == 0 || part.Shape[0] != parts[0].Shape[0])) throw n.Bad($"{string.Join(", ", parts.Select(part => part.Shape))}: tensors with as many rows each are expected");
        var rows = parts.Select(part => part.Shape[0] == 0 ? [] : part.Unstack()).ToList();
        for (var i = 0; i < rows[0].Length; i++) Queue(n).Enqueue([.. rows.Select(row => row[i])]);
    }
}

/// <summary>What nodes of one session share by name.</summary>
static class Resources
{
    /// <summary>The name under which a node's resource is kept.</summary>
    public static string Key(ImportedCall n, string kind)
    {
        var shared = n.Text("shared_name", "");
        return $"{kind}/{n.Text("container", "")}/{(shared.Length > 0 ? shared : n.Node.Name)}";
    }
}
