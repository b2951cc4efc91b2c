using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>A node of a file on its way into a graph.</summary>
sealed class BuildItem(ImportedNode node, int order)
{
    public ImportedNode Node => node;

    public string Type => node.Type;

    /// <summary>Its place in the file.</summary>
    public int Order => order;

    /// <summary>What it takes and gives.</summary>
    public OpSignature Signature { get; set; } = null!;

    /// <summary>How it is computed; null where the importer itself makes it.</summary>
    public OpRow? Row { get; set; }

    public List<(BuildItem Source, string Output, int Index)> Inputs { get; } = [];

    public List<BuildItem> Controls { get; } = [];

    /// <summary>The loop in which it stands.</summary>
    public BuildFrame Frame { get; set; } = null!;

    /// <summary>The loop in which its outputs are used: what leaves a loop is used outside.</summary>
    public BuildFrame OutputFrame => StructuralTypes.IsExit(Type) ? Frame.Parent! : Frame;

    public bool IsBackEdge => StructuralTypes.IsNextIteration(Type);

    /// <summary>The node that was made.</summary>
    public GraphNode? Made { get; set; }

    /// <summary>The tensors that were made.</summary>
    public Tensor[] Outputs { get; set; } = [];

    /// <summary>The number of an output that a function body names.</summary>
    public int OutputIndex(string output, int index)
    {
        if (output.Length == 0) return index;
        var offset = 0;
        foreach (var argument in Signature.Outputs)
        {
            if (Signature.Outputs.Length == 1 || string.Equals(argument.Name, output, StringComparison.Ordinal)) return offset + index;
            offset += argument.Types(node.Attributes).Count;
        }
        throw node.Attributes.Bad($"there is no output '{output}'");
    }
}

/// <summary>A loop of a file, or the whole around all loops.</summary>
sealed class BuildFrame(string name, BuildFrame? parent)
{
    public string Name => name;

    public BuildFrame? Parent => parent;

    public List<BuildItem> Items { get; } = [];

    public Dictionary<string, BuildFrame> Children { get; } = new(StringComparer.Ordinal);

    public int Depth => parent is null ? 0 : parent.Depth + 1;

    /// <summary>Whether it is the other loop or stands somewhere inside it.</summary>
    public bool IsIn(BuildFrame other) => ReferenceEquals(this, other) || parent?.IsIn(other) == true;

    /// <summary>All nodes, those of loops inside too.</summary>
    public IEnumerable<BuildItem> All => Items.Concat(Children.Values.SelectMany(child => child.All));
}
