using Nabla.Formats.GraphDefs;
using Nabla.Formats.Protobuf;

namespace Nabla;

/// <summary>A graph with its collections and what saves its variables: TensorFlow's <c>.meta</c> files.</summary>
/// <remarks>Example: <c>var meta = MetaGraph.Import("ckpt/model.ckpt-100.meta"); using var session = new Session(meta.Graph); meta.Saver!.Restore(session, "ckpt/model.ckpt-100"); var y = session.Run("prediction:0", new() { ["x:0"] = x });</c></remarks>
public sealed class MetaGraph
{
    MetaGraph(Graph graph, Saver? saver, MetaGraphDef definition)
    {
        (Graph, Saver) = (graph, saver);
        Tags = [.. definition.MetaInfoDef?.Tags ?? []];
        TensorFlowVersion = definition.MetaInfoDef?.TensorflowVersion ?? "";
    }

    /// <summary>The graph, with its collections.</summary>
    public Graph Graph { get; }

    /// <summary>Saves and restores the variables that the file's own saver does, under the same names; null where there are none.</summary>
    public Saver? Saver { get; }

    /// <summary>What the graph is for: <c>serve</c>, <c>train</c>.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>The version of TensorFlow that wrote the file; empty where another program did.</summary>
    public string TensorFlowVersion { get; }

    /// <summary>Reads a file into a graph of its own.</summary>
    /// <param name="path">A MetaGraphDef message, binary or as text.</param>
    /// <param name="limits">How much the file may ask for.</param>
    /// <exception cref="ModelFormatException">The file holds no graph, or one that is not whole; <see cref="MissingOperationsException"/> where nodes have types that Nabla does not compute.</exception>
    public static MetaGraph Import(string path, LoadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Add(GraphDefFile.Read(path, MetaGraphDef.Parser, limits ?? LoadLimits.Default), path, Graph.Closed(), "", limits);
    }

    /// <summary>Reads a file into a graph of its own.</summary>
    /// <param name="content">A MetaGraphDef message, binary or as text.</param>
    /// <param name="file">What errors call it.</param>
    /// <param name="limits">How much it may ask for.</param>
    /// <exception cref="ModelFormatException">The bytes hold no graph, or one that is not whole.</exception>
    public static MetaGraph Import(byte[] content, string file = "meta graph", LoadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Add(GraphDefFile.Parse(content, file, MetaGraphDef.Parser, limits ?? LoadLimits.Default), file, Graph.Closed(), "", limits);
    }

    /// <summary>Reads a file into the graph that is open: <c>tf.train.import_meta_graph</c>.</summary>
    /// <param name="path">A MetaGraphDef message, binary or as text.</param>
    /// <param name="name">What names get in front; nothing by default.</param>
    /// <param name="limits">How much the file may ask for.</param>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    /// <exception cref="ModelFormatException">The file holds no graph, or one that is not whole; or the open graph has nodes of its names already.</exception>
    public static MetaGraph ImportIntoOpenGraph(string path, string name = "", LoadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(name);
        var graph = Graph.Required("MetaGraph");
        return Add(GraphDefFile.Read(path, MetaGraphDef.Parser, limits ?? LoadLimits.Default), path, graph, name, limits);
    }

    /// <summary>Writes a graph with its collections, and the nodes with which TensorFlow saves and restores its variables: <c>tf.train.export_meta_graph</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">The file: as text where the name ends in <c>.pbtxt</c>, else binary.</param>
    /// <param name="saver">What saves the variables; the global variables where none is given and the file from which the graph came says nothing.</param>
    /// <exception cref="NotSupportedException">A recorded operation has no counterpart in TensorFlow's files; the message names the node.</exception>
    public static void Export(Graph graph, string path, Saver? saver = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentException.ThrowIfNullOrEmpty(path);
        MessageFile.Write(path, Message(graph, saver));
    }

    internal static MetaGraphDef Message(Graph graph, Saver? saver)
    {
        var definition = GraphExporter.Export(graph);
        var meta = new MetaGraphDef { GraphDef = definition, MetaInfoDef = new() };
        if (GraphImporter.FilesOf(graph) is [{ Meta: { } source, Prefix: "" }])
        {
            // What came from a file goes back as it came; only the collections may have grown.
            meta.MetaInfoDef = source.MetaInfoDef?.Clone() ?? new();
            meta.SaverDef = source.SaverDef?.Clone();
            foreach (var (name, signature) in source.SignatureDef) meta.SignatureDef.Add(name, signature.Clone());
        }
        if (meta.SaverDef is null && (saver ?? (graph.GetCollection<Variable>(CollectionKeys.GlobalVariables).Count > 0 ? new Saver(graph) : null)) is { } savesAll) meta.SaverDef = SaverNodes.Add(definition, savesAll);
        CollectionWriter.Write(graph, meta);
        return meta;
    }

    static MetaGraph Add(MetaGraphDef meta, string path, Graph graph, string name, LoadLimits? limits)
    {
        if (meta.GraphDef is null) throw new ModelFormatException(path, "", "there is no graph in it");
        var prefix = name.Length == 0 ? "" : graph.UniqueName(graph.Scope + name) + "/";
        var file = GraphImporter.Import(meta.GraphDef, graph, path, prefix, null, limits ?? LoadLimits.Default);
        GraphCollections.Read(meta, file);
        file.Meta = meta;
        return new(graph, ImportedSaver.Read(meta, file), meta);
    }
}
